'use server'

import { archiveDomain } from '#lib/domains/archive-domain.ts'
import { createDomain } from '#lib/domains/create-domain.ts'
import { renameDomain } from '#lib/domains/rename-domain.ts'
import { restoreDomain } from '#lib/domains/restore-domain.ts'
import { archiveDomainInput, createDomainInput, renameDomainInput, restoreDomainInput } from '#lib/domains/schema.ts'
import { defineAction } from '#lib/server/define-action.ts'

export const createDomainAction = defineAction(
  { kind: 'change', permission: 'domain:create', input: createDomainInput },
  async (scope, input) => createDomain(scope, input),
)

export const renameDomainAction = defineAction(
  { kind: 'change', permission: 'domain:change', input: renameDomainInput },
  async (scope, input) => renameDomain(scope, input),
)

export const archiveDomainAction = defineAction(
  { kind: 'change', permission: 'domain:archive', input: archiveDomainInput },
  async (scope, input) => archiveDomain(scope, input),
)

export const restoreDomainAction = defineAction(
  { kind: 'change', permission: 'domain:archive', input: restoreDomainInput },
  async (scope, input) => restoreDomain(scope, input),
)

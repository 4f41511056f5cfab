'use server'

import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { archiveSecretInput, createSecretInput, editSecretInput } from '#lib/secrets/schema.ts'
import { defineAction } from '#lib/server/define-action.ts'

export const createSecretAction = defineAction(
  { kind: 'change', permission: 'secret:create', input: createSecretInput },
  async (scope, input) => createSecret(scope, input),
)

export const editSecretAction = defineAction(
  { kind: 'change', permission: 'secret:edit', input: editSecretInput },
  async (scope, input) => editSecret(scope, input),
)

export const archiveSecretAction = defineAction(
  { kind: 'change', permission: 'secret:archive', input: archiveSecretInput },
  async (scope, input) => archiveSecret(scope, input),
)

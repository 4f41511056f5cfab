// What tests of imports have in common.
import assert from 'node:assert/strict'
import type { Permit } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { importSecrets } from '#lib/imports/import-secrets.ts'
import type { CommonFields, ImportDecision, ImportFormat, ImportOutcome } from '#lib/imports/schema.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from './a-secret.ts'
import type { Tenant } from './make-tenant.ts'

export const canary = 'canary-7f3a9c-value'
export const common: CommonFields = { allowedHosts: [], expiresOn: null, visibility: 'restricted', purpose: 'any' }
export const open = { format: 'env' as ImportFormat, common, isAllOrNothing: false }
export const create = (row: number, name: string): ImportDecision => ({ row, act: 'create', name })

export const runImport = (
  permit: Permit<'secret:import'>,
  input: Partial<typeof open> & { text: string; decisions: ImportDecision[] },
): Promise<ImportOutcome> => runChange(permit, (scope) => importSecrets(scope, { ...open, ...input }))

export async function stored(tenant: Tenant) {
  const organizationId = tenant.organization.id
  const [secrets, versions, entries, log] = await Promise.all([
    db().secret.findMany({ where: { organizationId }, orderBy: { nameLower: 'asc' } }),
    db().secretVersion.findMany({ where: { organizationId }, orderBy: [{ secretId: 'asc' }, { version: 'asc' }] }),
    db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } }),
    db().changeLogHead.findMany({ where: { organizationId } }),
  ])
  return { secrets, versions, entries, log }
}

export async function makeSecret(tenant: Tenant, name: string, value = `old-${canary}`) {
  const permit = await tenant.permit('secret:create')
  return runChange(permit, (scope) => createSecret(scope, tokenInput(tenant.place, { name, value })))
}

export const refusalOf = async (promise: Promise<unknown>): Promise<PosternError> => {
  const error = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(error instanceof PosternError)
  return error
}

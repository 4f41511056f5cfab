import assert from 'node:assert/strict'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Tenant } from './make-tenant.ts'

/** Everything that a tenant has in the tables which a change of secrets touches. */
export async function secretRows({ organization: { id: organizationId } }: Tenant) {
  const where = { organizationId }
  return {
    secrets: await db().secret.findMany({ where, orderBy: { id: 'asc' } }),
    versions: await db().secretVersion.findMany({ where, orderBy: [{ secretId: 'asc' }, { version: 'asc' }] }),
    log: await db().changeLogEntry.findMany({ where, orderBy: { sequence: 'asc' } }),
  }
}

/** The call is refused with `code`, and not a row of the tenant is different. Answers the refusal. */
export async function refusesAndChangesNothing(
  tenant: Tenant,
  code: string,
  call: () => Promise<unknown>,
): Promise<PosternError> {
  const before = await secretRows(tenant)
  let refusal: unknown
  await assert.rejects(call, (error) => {
    refusal = error
    return error instanceof PosternError && error.code === code
  })
  assert.deepEqual(await secretRows(tenant), before)
  return refusal as PosternError
}

/** All that could be read of rows and answers, as one text to search a value in. */
export function textOf(...found: unknown[]): string {
  return JSON.stringify(found, (_, value) =>
    typeof value === 'bigint'
      ? String(value)
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('latin1')
        : value,
  )
}

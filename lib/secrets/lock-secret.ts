import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { assertRowIsGenuine } from './row-mac.ts'

/**
 * The secret's row of the scope's domain, locked until the transaction ends and known to be Postern's own. Throws
 * `not_found`, and `stale_version` with who changed it and when, if it is no longer at `rowVersion`.
 */
export async function lockSecret(scope: Scope<Permission>, id: string, rowVersion: number): Promise<Secret> {
  const where = { organizationId: scope.organization.id, id, domainId: scope.domainId }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Secret" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${id}::uuid
      AND "domainId" = ${where.domainId}::uuid FOR UPDATE`
  const secret = await scope.tx.secret.findFirst({ where })
  if (!secret) throw new PosternError('not_found')
  const { rowMac } = await organizationKeys(scope.tx, where.organizationId)
  assertRowIsGenuine(rowMac, secret)
  if (secret.rowVersion !== rowVersion) {
    throw new PosternError(
      'stale_version',
      `Nothing was saved. ${secret.updatedByName} changed this secret at ${timeIn(scope.organization.timeZone, secret.updatedAt)}, while you had it open.`,
    )
  }
  return secret
}

function timeIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

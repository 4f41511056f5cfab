import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { holdPolicies } from './hold-policies.ts'
import { assertRowIsGenuine } from './row-mac.ts'

/**
 * The row of a secret of the scope's domain, or of the organization itself, locked until the transaction ends and known
 * to be Postern's own, whatever row version it is at. Throws `not_found`.
 */
export async function lockRow(scope: Scope<Permission>, id: string): Promise<Secret> {
  const where = { organizationId: scope.organization.id, id, scopeId: scope.scopeId }
  await holdPolicies(scope)
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Secret" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${id}::uuid
      AND "scopeId" = ${where.scopeId}::uuid FOR UPDATE`
  const secret = await scope.tx.secret.findFirst({ where })
  if (!secret) throw new PosternError('not_found')
  const { rowMac } = await organizationKeys(scope.tx, where.organizationId)
  assertRowIsGenuine(rowMac, secret)
  return secret
}

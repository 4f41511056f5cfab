import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { lockRow } from '#lib/secrets/lock-row.ts'
import type { HostApprovalInput } from './schema.ts'

/**
 * A secret of the scope's place and what is known of a host for it, both locked until the transaction ends. Throws
 * `not_found`, where the secret does not exist here and where nobody asked for the host, or it was decided meanwhile.
 */
export async function lockApproval(scope: Scope<'host:approve'>, { secretId, host }: HostApprovalInput) {
  const secret = await lockRow(scope, secretId)
  const key = { organizationId: scope.organization.id, secretId, host }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "HostApproval" WHERE "organizationId" = ${key.organizationId}::uuid AND "secretId" = ${secretId}::uuid
       AND "host" = ${host} FOR UPDATE`
  const approval = await scope.tx.hostApproval.findUnique({ where: { organizationId_secretId_host: key } })
  if (approval) return { key, secret, approval }
  throw new PosternError('not_found', 'Nothing was changed. This host does not wait for approval any more.')
}

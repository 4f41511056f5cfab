import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { lockRow } from './lock-row.ts'
import { saidOfMeanwhile } from './said-of-meanwhile.ts'

/**
 * The secret's row of the scope's domain, or of the organization itself, locked until the transaction ends and known to
 * be Postern's own. Throws `not_found`, and `stale_version` with who changed what and when, if it is no longer at `rowVersion`.
 */
export async function lockSecret(scope: Scope<Permission>, id: string, rowVersion: number): Promise<Secret> {
  const secret = await lockRow(scope, id)
  if (secret.rowVersion === rowVersion) return secret
  throw new PosternError('stale_version', await saidOfMeanwhile(scope, secret, rowVersion))
}

import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { lockSecret } from './lock-secret.ts'
import { retentionProblem } from './retention.ts'
import type { SecretAsSeenInput, SecretChanged } from './schema.ts'
import { updateRow } from './update-row.ts'

/**
 * Brings an archived secret back as it was: one that was revoked or has expired still is. Throws `not_found`,
 * `stale_version`, and `wrong_state` if it is not archived, or longer than the organization keeps archived secrets.
 */
export async function restoreSecret(scope: Scope<'secret:restore'>, input: SecretAsSeenInput): Promise<SecretChanged> {
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (!old.archivedAt)
    throw new PosternError(
      'wrong_state',
      'Nothing was changed. This secret is not archived: there is nothing to restore.',
    )
  const problem = await retentionProblem(scope, old.archivedAt)
  if (problem) throw new PosternError('wrong_state', `Nothing was changed. ${problem}`)
  const { rowVersion } = await updateRow(scope, old, { archivedAt: null })
  record(scope, {
    action: 'secret.restored',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: { rowVersion },
  })
  return { id: old.id, name: old.name, version: old.currentVersion, rowVersion }
}

import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { destroyVersions } from './destroy-versions.ts'
import { lockSecret } from './lock-secret.ts'
import type { SecretAsSeenInput, SecretChanged } from './schema.ts'
import { updateRow } from './update-row.ts'

/**
 * Disables a secret at once and destroys the value of every version; it stays in the list, and a new value brings it
 * back. Throws `not_found`, `stale_version`, and `wrong_state` if it is revoked already or archived.
 */
export async function revokeSecret(scope: Scope<'secret:revoke'>, input: SecretAsSeenInput): Promise<SecretChanged> {
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt)
    throw new PosternError(
      'wrong_state',
      'Nothing was changed. This secret is archived, and so cannot be used. Restore it first, or delete it.',
    )
  if (old.revokedAt) throw new PosternError('wrong_state', 'Nothing was changed. This secret is revoked already.')
  await destroyVersions(scope.tx, old, old.currentVersion)
  const { rowVersion } = await updateRow(scope, old, { revokedAt: clock.now() })
  record(scope, {
    action: 'secret.revoked',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: { rowVersion },
  })
  return { id: old.id, name: old.name, version: old.currentVersion, rowVersion }
}

import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { lockSecret } from './lock-secret.ts'
import type { SecretAsSeenInput, SecretChanged } from './schema.ts'
import { updateRow } from './update-row.ts'

/**
 * Takes a secret out of the list and out of use: the next send that names it stops. Its name stays taken. Throws
 * `not_found`, `stale_version`, and `wrong_state` if it is archived already.
 */
export async function archiveSecret(scope: Scope<'secret:archive'>, input: SecretAsSeenInput): Promise<SecretChanged> {
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt) throw new PosternError('wrong_state', 'Nothing was changed. This secret is archived already.')
  const { rowVersion } = await updateRow(scope, old, { archivedAt: clock.now() })
  record(scope, {
    action: 'secret.archived',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: { rowVersion },
  })
  return { id: old.id, name: old.name, version: old.currentVersion, rowVersion }
}

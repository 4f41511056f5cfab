import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { lockSecret } from './lock-secret.ts'
import { rowMacOf } from './row-mac.ts'
import type { ArchiveSecretInput, SecretChanged } from './schema.ts'

/**
 * Takes a secret out of the list and out of use: the next send that names it stops. Its alias stays taken. Throws
 * `not_found`, `stale_version`, and `secret_archived` if it is archived already.
 */
export async function archiveSecret(scope: Scope<'secret:archive'>, input: ArchiveSecretInput): Promise<SecretChanged> {
  const { tx, organization } = scope
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt) throw new PosternError('secret_archived', 'This secret is archived already.')
  const now = clock.now()
  const changed = {
    archivedAt: now,
    rowVersion: old.rowVersion + 1,
    updatedAt: now,
    updatedById: scope.actor.id ?? organization.id,
    updatedByName: scope.actor.name,
  }
  const { rowMac } = await organizationKeys(tx, organization.id)
  await tx.secret.update({
    where: { organizationId_id: { organizationId: organization.id, id: old.id } },
    data: { ...changed, mac: rowMacOf(rowMac, { ...old, ...changed }) },
  })
  record(scope, {
    action: 'secret.archived',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: { rowVersion: changed.rowVersion },
  })
  return { id: old.id, name: old.name, version: old.currentVersion, rowVersion: changed.rowVersion }
}

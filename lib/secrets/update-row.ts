import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { rowMacOf } from './row-mac.ts'

/** What an operation may change of a secret's row; the rest follows from it. */
export type RowChange = Partial<
  Pick<
    Secret,
    'name' | 'nameLower' | 'description' | 'expiresOn' | 'revokedAt' | 'archivedAt' | 'currentVersion' | 'searchText'
  >
>

/**
 * Writes a change of a secret's row that lockSecret() gave: its row version counts up, who and when are noted, and the
 * row's MAC covers the new state. The one place that updates a secret's row. Returns the row as it now is.
 */
export async function updateRow(scope: Scope<Permission>, old: Secret, change: RowChange): Promise<Secret> {
  const { tx, organization, actor } = scope
  const changed = {
    ...change,
    rowVersion: old.rowVersion + 1,
    updatedAt: clock.now(),
    updatedById: actor.id ?? organization.id,
    updatedByName: actor.name,
  }
  const { rowMac } = await organizationKeys(tx, organization.id)
  return await tx.secret.update({
    where: { organizationId_id: { organizationId: organization.id, id: old.id } },
    data: { ...changed, mac: rowMacOf(rowMac, { ...old, ...changed }) },
  })
}

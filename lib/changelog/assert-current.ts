import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/** Throws `not_found` without a row, and `stale_version` with who changed it if it is no longer what the form showed. */
export function assertCurrent<Row extends { rowVersion: number; updatedAt: Date; updatedByName: string }>(
  scope: Scope<Permission>,
  row: Row | null,
  rowVersion: number,
  what: string,
): asserts row is Row {
  if (!row) throw new PosternError('not_found')
  if (row.rowVersion === rowVersion) return
  const { timeZone } = scope.organization
  const at = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(
    row.updatedAt,
  )
  throw new PosternError(
    'stale_version',
    `Nothing was saved. ${row.updatedByName} changed this ${what} at ${at}, while you had it open.`,
  )
}

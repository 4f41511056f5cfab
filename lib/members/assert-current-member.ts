import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { LockedMember } from './lock-member.ts'

/** Throws `stale_version`, with who changed this member and when, as the log has it, if they are no longer as the form showed them. */
export async function assertCurrentMember(
  scope: Scope<Permission>,
  member: LockedMember,
  rowVersion: number,
): Promise<void> {
  if (member.rowVersion === rowVersion) return
  const last = await scope.tx.changeLogEntry.findFirst({
    where: {
      organizationId: scope.organization.id,
      subjectId: member.id,
      outcome: 'done',
      OR: [{ action: { startsWith: 'member.' } }, { action: 'ownership.transferred' }],
    },
    select: { at: true, actorName: true },
    orderBy: { sequence: 'desc' },
  })
  if (!last) throw new PosternError('stale_version')
  const row = { rowVersion: member.rowVersion, updatedAt: last.at, updatedByName: last.actorName }
  assertCurrent(scope, row, rowVersion, 'member')
}

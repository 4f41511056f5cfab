import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { assertCurrentMember } from './assert-current-member.ts'
import { assertMayTouch } from './assert-may-touch.ts'
import { assertOwnerRemains } from './assert-owner-remains.ts'
import { endAccess } from './end-access.ts'
import { lockMember } from './lock-member.ts'
import type { SuspendMemberInput } from './schema.ts'

/**
 * Keeps a member out of the organization, roles and all, or lets them back in as they were. Whoever is suspended is signed
 * out at their next request. Throws `not_found`, `not_permitted`, `stale_version`, and `wrong_state` for oneself and the
 * last Owner.
 */
export async function suspendMember(
  scope: Scope<'member:suspend'>,
  { id, rowVersion, isSuspended }: SuspendMemberInput,
): Promise<{ rowVersion: number }> {
  const { tx, organization } = scope
  const member = await lockMember(scope, null, id)
  assertMayTouch(scope, member)
  await assertCurrentMember(scope, member, rowVersion)
  if ((member.suspendedAt !== null) === isSuspended) {
    recordNothing(scope)
    return { rowVersion }
  }
  if (isSuspended && member.role === 'owner') await assertOwnerRemains(tx, organization.id, id)
  await tx.membership.update({
    where: { organizationId_personId: { organizationId: organization.id, personId: id } },
    data: { suspendedAt: isSuspended ? clock.now() : null, rowVersion: { increment: 1 } },
  })
  const subject = { kind: 'person', id, name: member.name } as const
  record(scope, { action: isSuspended ? 'member.suspended' : 'member.let_back', subject })
  if (isSuspended) await endAccess(scope, id)
  return { rowVersion: rowVersion + 1 }
}

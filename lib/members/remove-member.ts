import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { assertCurrentMember } from './assert-current-member.ts'
import { assertMayTouch } from './assert-may-touch.ts'
import { assertOwnerRemains } from './assert-owner-remains.ts'
import { endAccess } from './end-access.ts'
import { endMembership } from './end-membership.ts'
import { holdReach, reaches } from './hold-reach.ts'
import { lockMember } from './lock-member.ts'
import { revokeTokensOf } from './revoke-tokens-of.ts'
import { roleText } from './role-text.ts'
import type { RemoveMemberInput } from './schema.ts'

/**
 * Takes a member out of the organization; by a Domain Admin, out of own domains, and out of the organization where no
 * other role is left. They are signed out at their next request. What they have made stays, and the API tokens of it are
 * revoked if that is asked for. Throws `not_found`, `not_permitted`, `stale_version`, and `wrong_state` for oneself and
 * the last Owner.
 */
export async function removeMember(
  scope: Scope<'member:remove'>,
  { id, rowVersion, revokesTokens }: RemoveMemberInput,
): Promise<{ tokens: number }> {
  const { tx, organization } = scope
  const reach = await holdReach(scope)
  const member = await lockMember(scope, reach, id)
  assertMayTouch(scope, member)
  await assertCurrentMember(scope, member, rowVersion)
  if (member.role === 'owner') await assertOwnerRemains(tx, organization.id, id)

  const lost = member.domains.filter(
    ({ domainId, isActive }) => reach === null || (isActive && reaches(reach, domainId)),
  )
  const isGone = lost.length === member.domains.length
  if (isGone) await endMembership(scope, member, 'member.removed', reach === null ? {} : { note: 'with_the_last_role' })
  else {
    const where = { organizationId: organization.id, personId: id }
    await tx.domainMembership.deleteMany({
      where: { ...where, domainId: { in: lost.map(({ domainId }) => domainId) } },
    })
    await tx.membership.update({
      where: { organizationId_personId: where },
      data: { rowVersion: { increment: 1 } },
    })
    for (const { domainId, role } of lost) {
      const subject = { kind: 'person', id, name: member.name } as const
      const fields = { Role: { from: roleText(role), to: null } }
      record(scope, { action: 'member.removed', subject, domainId, details: { fields } })
    }
  }
  await endAccess(scope, id)
  return { tokens: revokesTokens ? await revokeTokensOf(scope, reach, id) : 0 }
}

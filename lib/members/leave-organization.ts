import type { Scope } from '#lib/access/permit.ts'
import { assertOwnerRemains } from './assert-owner-remains.ts'
import { endMembership } from './end-membership.ts'
import { lockMember } from './lock-member.ts'
import { withdrawInvitationsOf } from './withdraw-invitations-of.ts'

/**
 * Takes whoever asks out of the organization. Their sessions stay, for the organizations that they are still in. Throws
 * `wrong_state` for the last Owner.
 */
export async function leaveOrganization(scope: Scope<'organization:leave'>): Promise<void> {
  const { actor, tx, organization } = scope
  if (actor.kind !== 'person') throw new Error('Only a person leaves an organization.')
  const member = await lockMember(scope, null, actor.id)
  if (member.role === 'owner') await assertOwnerRemains(tx, organization.id, actor.id)
  await endMembership(scope, member, 'member.left')
  await withdrawInvitationsOf(scope, actor.id)
}

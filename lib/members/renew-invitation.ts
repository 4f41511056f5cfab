import type { Permit } from '#lib/access/permit.ts'
import { newLinkToken } from '#lib/auth/link-token.ts'
import { record } from '#lib/changelog/record.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { clock } from '#lib/core/clock.ts'
import { assertInvitesLeft } from './assert-invites-left.ts'
import { deliverInvitation } from './deliver-invitation.ts'
import { holdReach } from './hold-reach.ts'
import { invitationLifetimeMs } from './invitation-link.ts'
import { lockInvitation } from './lock-invitation.ts'
import type { InvitationInput, InvitationLink } from './schema.ts'

/**
 * A new link for an invitation, for seven days; the one before it no longer works. Whoever renews it is the inviter from
 * then on. Throws `not_found` and `rate_limited`.
 */
export async function renewInvitation(
  permit: Permit<'member:invite'>,
  { id }: InvitationInput,
): Promise<InvitationLink> {
  const { token, tokenHash } = newLinkToken()
  const made = await runChange(permit, async (scope) => {
    const { tx, organization, actor } = scope
    if (actor.kind !== 'person') throw new Error('Only a person invites.')
    const { email, role, domains } = await lockInvitation(scope, await holdReach(scope), id)
    await assertInvitesLeft(scope)
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + invitationLifetimeMs)
    await tx.invitation.update({
      where: { organizationId_id: { organizationId: organization.id, id } },
      data: { tokenHash, expiresAt, createdAt: now, createdById: actor.id, createdByName: actor.name },
    })
    const subject = { kind: 'invitation', id, name: email } as const
    for (const domainId of role === 'member' ? domains.map((each) => each.domainId) : [null])
      record(scope, { action: 'member.invitation_renewed', subject, domainId })
    return { id, email, expiresAt }
  })
  return deliverInvitation(permit, made, token)
}

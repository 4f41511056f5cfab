import type { Permit, Scope } from '#lib/access/permit.ts'
import { newLinkToken } from '#lib/auth/link-token.ts'
import { record } from '#lib/changelog/record.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { assertInvitesLeft } from './assert-invites-left.ts'
import { assertMayGive } from './assert-may-give.ts'
import { deliverInvitation } from './deliver-invitation.ts'
import { holdReach, type MemberReach, reaches } from './hold-reach.ts'
import { invitationLifetimeMs } from './invitation-link.ts'
import { roleText } from './role-text.ts'
import type { InvitationLink, InviteMemberInput } from './schema.ts'

/**
 * Invites somebody by a link that works once, for seven days; it is mailed, or shown this once to the inviter. Throws
 * `not_permitted` and `not_found` for more than the inviter has, `invalid` for an address of a member or of somebody who
 * is invited already, as far as the inviter sees them, and `rate_limited`.
 */
export async function inviteMember(
  permit: Permit<'member:invite'>,
  { email, role, domains }: InviteMemberInput,
): Promise<InvitationLink> {
  const { token, tokenHash } = newLinkToken()
  const made = await runChange(permit, async (scope) => {
    const { tx, organization, actor } = scope
    if (actor.kind !== 'person') throw new Error('Only a person invites.')
    const reach = await holdReach(scope)
    await assertMayGive(
      scope,
      reach,
      { role, domains },
      { kind: 'organization', id: organization.id, name: organization.name },
    )
    await assertInvitesLeft(scope)
    await refuseKnown(scope, reach, email)
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + invitationLifetimeMs)
    const by = { createdById: actor.id, createdByName: actor.name, createdAt: now, expiresAt }
    const { id } = await tx.invitation.create({
      data: { organizationId: organization.id, email, role, domains, tokenHash, ...by },
      select: { id: true },
    })
    const subject = { kind: 'invitation', id, name: email } as const
    const places = role === 'member' ? domains : [{ domainId: null, role }]
    for (const { domainId, role: given } of places) {
      const fields = { Role: { from: null, to: roleText(given) } }
      record(scope, { action: 'member.invited', subject, domainId, details: { fields } })
    }
    return { id, email, expiresAt }
  })
  return deliverInvitation(permit, made, token)
}

/** Whoever is there already gets other roles in the list; whom the inviter does not see, nothing is told of. */
async function refuseKnown(
  { tx, organization }: Scope<'member:invite'>,
  reach: MemberReach,
  email: string,
): Promise<void> {
  const organizationId = organization.id
  const member = await tx.membership.findFirst({
    where: { organizationId, person: { email } },
    select: { role: true, domains: { where: { domain: { archivedAt: null } }, select: { domainId: true } } },
  })
  const isSeen = member?.role === 'member' && member.domains.some(({ domainId }) => reaches(reach, domainId))
  if (member && (reach === null || isSeen))
    refuseAddress('This person is a member already. Change their roles in the list.')
  const pending = await tx.invitation.findMany({
    where: { organizationId, email, acceptedAt: null, withdrawnAt: null },
    select: { domains: true },
  })
  const within = (domains: unknown) =>
    reach === null || (domains as { domainId: string }[]).some(({ domainId }) => reaches(reach, domainId))
  if (pending.some(({ domains }) => within(domains)))
    refuseAddress('This person is invited already. Renew the link in the list, or withdraw the invitation first.')
}

function refuseAddress(sentence: string): never {
  throw new PosternError('invalid', undefined, { fields: { email: sentence } })
}

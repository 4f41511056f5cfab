import type { Scope } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'

/** So many links one person makes in an hour: each may be a mail to an address that they choose. */
export const invitesPerHour = 60
const hourMs = 60 * 60 * 1000

/** Makes sure that somebody has not sent their share of invitations, by what the log says that they did. Throws `rate_limited`. OWASP ASVS 2.4.1. */
export async function assertInvitesLeft({ tx, organization, actor }: Scope<'member:invite'>): Promise<void> {
  const since = new Date(clock.now().getTime() - hourMs)
  const made = await tx.changeLogEntry.findMany({
    where: {
      organizationId: organization.id,
      actorId: actor.id,
      at: { gt: since },
      outcome: 'done',
      action: { in: ['member.invited', 'member.invitation_renewed'] },
    },
    select: { at: true },
    // One of an invitation to several domains is several entries: whoever gives many roles reaches the bound earlier.
    take: invitesPerHour,
    orderBy: { at: 'asc' },
  })
  if (made.length < invitesPerHour) return
  const until = (made[0]?.at.getTime() ?? since.getTime()) + hourMs
  const retryAfterSeconds = Math.max(1, Math.ceil((until - clock.now().getTime()) / 1000))
  const minutes = Math.ceil(retryAfterSeconds / 60)
  throw new PosternError(
    'rate_limited',
    `Nothing was sent. You have made ${invitesPerHour} invitations within an hour. Go on in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { retryAfterSeconds },
  )
}

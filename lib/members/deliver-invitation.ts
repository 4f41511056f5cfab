import type { Permit } from '#lib/access/permit.ts'
import { sendInvitation } from '#lib/mail/send-invitation.ts'
import { invitationLink } from './invitation-link.ts'
import type { InvitationLink } from './schema.ts'

type Made = { id: string; email: string; expiresAt: Date }

/**
 * Mails the link of an invitation that was stored; where there is no mail, or it fails, the inviter is shown it this once.
 * Never inside a transaction.
 */
export async function deliverInvitation(
  { organization, actor }: Permit<'member:invite'>,
  { id, email, expiresAt }: Made,
  token: string,
): Promise<InvitationLink> {
  const link = invitationLink(token)
  const mail = await sendInvitation(email, organization.name, { name: actor.name }, link)
  return { id, email, expiresAt: expiresAt.toISOString(), mail, link: mail === 'sent' ? null : link }
}

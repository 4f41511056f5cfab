import type { MailOutcome } from './mail.ts'
import { sendMail } from './send-mail.ts'

/**
 * Mails an invitation's link. Call it after the transaction that made it; what became of it is for the inviter to see,
 * who can hand the link over otherwise. Never throws, and logs neither link nor address.
 */
export function sendInvitation(
  email: string,
  organizationName: string,
  inviter: { name: string },
  link: string,
): Promise<MailOutcome> {
  return sendMail({
    to: email,
    subject: `${inviter.name} invites you to ${organizationName} in Postern`,
    paragraphs: [
      `${inviter.name} invites you to work with the secrets and integrations of ${organizationName} in Postern.`,
      'The link works once, and only for a while. Do not pass it on: whoever opens it first becomes the member.',
    ],
    action: { label: 'Accept the invitation', url: link },
    closing: 'If you do not know why you got this, ignore it: nothing happens without the link.',
  })
}

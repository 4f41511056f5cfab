import { nameWithoutLinks } from '#lib/core/name-text.ts'
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
  const who = shownName(inviter.name)
  const where = nameWithoutLinks(organizationName)
  return sendMail({
    to: email,
    subject: `${who} invites you to ${where} in Postern`,
    paragraphs: [
      `${who} invites you to work with the secrets and integrations of ${where} in Postern.`,
      'The link works once, for seven days. Do not pass it on: where your address has no account yet, whoever accepts first gets it.',
    ],
    action: { label: 'Accept the invitation', url: link },
    closing: 'If you do not know why you got this, ignore it: nothing happens without the link.',
  })
}

/** A space after a dot keeps a mail program from making a link of a host that stands in a name. */
const shownName = (name: string) => nameWithoutLinks(name).replace(/\.(?=[\p{L}\p{N}]{2})/gu, '. ')

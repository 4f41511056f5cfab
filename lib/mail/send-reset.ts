import type { MailOutcome } from './mail.ts'
import { sendMail } from './send-mail.ts'

/** Mails a link by which a person sets a new password within so many minutes. Never throws, and logs neither link nor address. */
export function sendReset(email: string, link: string, minutes: number): Promise<MailOutcome> {
  return sendMail({
    to: email,
    subject: 'Set a new password for Postern',
    paragraphs: [
      'Somebody, probably you, asked for a new password of your account in Postern.',
      `The link works once, for ${minutes} minutes. Your password stays as it is until you set a new one, and your second factor stays in any case.`,
    ],
    action: { label: 'Set a new password', url: link },
    closing: 'If it was not you, ignore this mail. Nobody can do anything without the link, so pass it on to nobody.',
  })
}

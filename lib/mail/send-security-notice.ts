import { env } from '#lib/core/env.ts'
import type { Mail, MailOutcome } from './mail.ts'
import { sendMail } from './send-mail.ts'

type Words = Pick<Mail, 'subject' | 'paragraphs'>

const notices = {
  password_changed: {
    subject: 'Your password for Postern was changed',
    paragraphs: ['The password of your account in Postern was just changed, and all its other sessions have ended.'],
  },
  password_reset: {
    subject: 'Your password for Postern was set anew',
    paragraphs: [
      'A new password was just set for your account in Postern, by a link. All its sessions have ended. Your second factor, if you have one, is as before.',
    ],
  },
  reset_by_operator: {
    subject: 'Your sign-in to Postern was reset',
    paragraphs: [
      'The operator of Postern has just taken the password off your account, and ended all its sessions. You get a link for a new one from them.',
    ],
  },
  second_factor_removed: {
    subject: 'Your second factor for Postern was removed',
    paragraphs: [
      'Authenticator app, passkeys and recovery codes were just taken off your account in Postern. Set up a second factor again when you next sign in.',
    ],
  },
  factor_removed: {
    subject: 'A way to sign in to Postern was removed',
    paragraphs: ['An authenticator app or a passkey was just taken off your account in Postern.'],
  },
  factor_added: {
    subject: 'A way to sign in to Postern was added',
    paragraphs: ['An authenticator app or a passkey was just added to your account in Postern.'],
  },
  sso_disconnected: {
    subject: 'Single sign-on was disconnected from your account in Postern',
    paragraphs: ['Your account in Postern can no longer be signed in to at your identity provider.'],
  },
  sso_connected: {
    subject: 'Single sign-on was connected with your account in Postern',
    paragraphs: ['From now on, your account in Postern can be signed in to at your identity provider.'],
  },
} as const satisfies Record<string, { subject: string; paragraphs: readonly string[] }>

export type SecurityNotice = keyof typeof notices

/**
 * Tells a person by mail that how they sign in was changed, so that they notice if it was not they. Call it after the
 * transaction. Never throws, and logs no address. OWASP ASVS 6.3.7.
 */
export function sendSecurityNotice(email: string, notice: SecurityNotice): Promise<MailOutcome> {
  const { subject, paragraphs }: Words = { ...notices[notice], paragraphs: [...notices[notice].paragraphs] }
  return sendMail({
    to: email,
    subject,
    paragraphs: [...paragraphs, `It happened at ${env().url.host}.`],
    closing: 'If it was not you, tell an Owner of your organization or the operator of Postern at once.',
  })
}

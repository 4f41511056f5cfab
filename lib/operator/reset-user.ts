import { authorizeJob } from '#lib/access/authorize.ts'
import { endSessionsOf } from '#lib/auth/end-sessions.ts'
import { organizationsOf } from '#lib/auth/organizations-of.ts'
import { newResetLink, printedResetMs } from '#lib/auth/reset-link.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import type { MailOutcome } from '#lib/mail/mail.ts'
import { type SecurityNotice, sendSecurityNotice } from '#lib/mail/send-security-notice.ts'
import { readField } from './read-fields.ts'

/**
 * Takes a person's password away at once, as the operator, and ends all their sessions and links; on demand their second
 * factor too: authenticator app, passkeys and recovery codes; and what connects them with single sign-on. Threat: whoever
 * was in the account has added a passkey, or connected an account of their own at the provider, and stays. It is logged
 * in each of their organizations, and they are told by mail. Answers the one-time link for a new password. Throws an
 * OperatorError, with nothing changed, for an unknown or a suspended person. OWASP ASVS 6.4.4.
 */
export async function resetUser(
  typed: string,
  { dropsSecondFactor, dropsSingleSignOn }: { dropsSecondFactor: boolean; dropsSingleSignOn: boolean },
): Promise<{ name: string; link: string; notice: MailOutcome }> {
  const email = readField('email', 'email', typed)
  const organizations = await organizationsOf(email)
  const { name, link } = await inTransaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ id: string; name: string; suspendedAt: Date | null }[]>`
      SELECT "id", "name", "suspendedAt" FROM "Person" WHERE "email" = ${email} FOR UPDATE`
    if (!person) throw new OperatorError('There is no account with this address.')
    if (person.suspendedAt) throw new OperatorError('This person is suspended.')
    const { id, name } = person
    await tx.person.update({ where: { id }, data: { passwordHash: null } })
    if (dropsSecondFactor) await dropSecondFactor(tx, id)
    if (dropsSingleSignOn) await tx.federatedIdentity.deleteMany({ where: { personId: id } })
    await tx.passwordReset.deleteMany({ where: { personId: id, usedAt: null } })
    await endSessionsOf(tx, id)
    const link = await newResetLink(tx, id, printedResetMs)
    for (const organization of organizations) {
      const permit = authorizeJob('operator', 'organization:view', { organization, domain: null })
      const note = noteOf(dropsSecondFactor, dropsSingleSignOn)
      const details = note === null ? {} : { note }
      const subject = { kind: 'person' as const, id, name }
      await appendEntries(tx, permit, 'done', [{ action: 'person.reset', subject, details }])
    }
    return { name, link }
  })
  const notices: SecurityNotice[] = ['reset_by_operator']
  if (dropsSecondFactor) notices.push('second_factor_removed')
  if (dropsSingleSignOn) notices.push('sso_disconnected')
  return { name, link, notice: await tell(email, notices) }
}

function noteOf(dropsSecondFactor: boolean, dropsSingleSignOn: boolean): string | null {
  if (dropsSecondFactor) return dropsSingleSignOn ? 'with_every_way_in' : 'with_second_factor'
  return dropsSingleSignOn ? 'with_single_sign_on' : null
}

async function dropSecondFactor(tx: Tx, personId: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { sealedTotp: null, totpStep: null } })
  await tx.passkey.deleteMany({ where: { personId } })
  await tx.recoveryCode.deleteMany({ where: { personId } })
}

/** One after the other; the rest is given up with the first that is not sent. */
async function tell(email: string, notices: SecurityNotice[]): Promise<MailOutcome> {
  for (const notice of notices) {
    const outcome = await sendSecurityNotice(email, notice)
    if (outcome !== 'sent') return outcome
  }
  return 'sent'
}

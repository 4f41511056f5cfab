import { authorizeJob } from '#lib/access/authorize.ts'
import { endSessionsOf } from '#lib/auth/end-sessions.ts'
import { organizationsOf } from '#lib/auth/organizations-of.ts'
import { newResetLink, printedResetMs } from '#lib/auth/reset-link.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import type { MailOutcome } from '#lib/mail/mail.ts'
import { sendSecurityNotice } from '#lib/mail/send-security-notice.ts'
import { readField } from './read-fields.ts'

/**
 * Takes a person's password away at once, as the operator, and ends all their sessions and links; on demand their second
 * factor too: authenticator app, passkeys and recovery codes. It is logged in each of their organizations, and they are
 * told by mail. Answers the one-time link for a new password. Single sign-on stays: the provider's side takes that away.
 * Throws an OperatorError, with nothing changed, for an unknown or a suspended person. OWASP ASVS 6.4.4.
 */
export async function resetUser(
  typed: string,
  { dropsSecondFactor }: { dropsSecondFactor: boolean },
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
    await tx.passwordReset.deleteMany({ where: { personId: id, usedAt: null } })
    await endSessionsOf(tx, id)
    const link = await newResetLink(tx, id, printedResetMs, { dropsSecondFactor })
    for (const organization of organizations) {
      const permit = authorizeJob('operator', 'organization:view', { organization, domain: null })
      const details = dropsSecondFactor ? { note: 'with_second_factor' } : {}
      const subject = { kind: 'person' as const, id, name }
      await appendEntries(tx, permit, 'done', [{ action: 'person.reset', subject, details }])
    }
    return { name, link }
  })
  return { name, link, notice: await tell(email, dropsSecondFactor) }
}

async function dropSecondFactor(tx: Tx, personId: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { sealedTotp: null, totpStep: null } })
  await tx.passkey.deleteMany({ where: { personId } })
  await tx.recoveryCode.deleteMany({ where: { personId } })
}

async function tell(email: string, dropsSecondFactor: boolean): Promise<MailOutcome> {
  const notice = await sendSecurityNotice(email, 'reset_by_operator')
  return dropsSecondFactor && notice === 'sent' ? sendSecurityNotice(email, 'second_factor_removed') : notice
}

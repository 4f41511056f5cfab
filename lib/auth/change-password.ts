import type { RequestOrigin } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { endSessionsOf } from './end-sessions.ts'
import type { CurrentPerson } from './find-session.ts'
import { hashPassword } from './hash-password.ts'
import { logRefusedProof } from './log-refused-proof.ts'
import { changeOwnAccount } from './own-change.ts'
import { passwordProblem } from './password-policy.ts'
import type { ChangePasswordInput } from './schema.ts'
import { countProof, forgetCodes } from './second-factor-throttle.ts'
import { forget } from './throttle.ts'
import { verifyPassword } from './verify-password.ts'

/**
 * Sets a new password for who gives the one of now, and ends all their other sessions, with every link to reset it.
 * Throws `rate_limited` before anything is looked at, `invalid` for a wrong password or one that is easy to guess, with
 * nothing changed. OWASP ASVS 6.2.2, 6.2.3, 7.4.3.
 */
export async function changePassword(
  person: CurrentPerson,
  { current, password }: ChangePasswordInput,
  origin: RequestOrigin,
): Promise<{ ended: number }> {
  const { personId, email, name, sessionId } = person
  const count = await countProof(sessionId, origin.address)
  const { passwordHash, memberships } = await db().person.findUniqueOrThrow({
    where: { id: personId },
    select: { passwordHash: true, memberships: { select: { organization: { select: { name: true } } } } },
  })
  if (!(await verifyPassword(passwordHash, current, 'known'))) {
    await logRefusedProof('person.confirmation_refused', email, { id: personId, email, name }, origin)
    throw wrong('current', 'This is not your current password. Type it again.')
  }
  await forget(count)
  if (password === current) throw wrong('password', 'This is the password that you have. Choose another one.')
  const organization = memberships.map((each) => each.organization.name).join(' ')
  const problem = await passwordProblem(password, { email, name, organization, domain: '' })
  if (problem) throw wrong('password', problem)
  const newHash = await hashPassword(password)
  const done = await changeOwnAccount(person, origin, async (tx) => {
    // Before the sessions: a sign-in with the old password waits for this row, and is then refused.
    const { count: changed } = await tx.person.updateMany({
      where: { id: personId, passwordHash },
      data: { passwordHash: newHash, passwordChangedAt: clock.now() },
    })
    if (changed !== 1) throw wrong('current', 'Your password was changed meanwhile. Type the current one.')
    await tx.passwordReset.deleteMany({ where: { personId, usedAt: null } })
    const ended = await endSessionsOf(tx, personId, { except: sessionId })
    return { result: { ended }, entries: [{ action: 'person.password_changed' }] }
  })
  await forgetCodes(personId)
  return done
}

const wrong = (field: keyof ChangePasswordInput, message: string) =>
  new PosternError('invalid', message, { fields: { [field]: message } })

import { authorizeJob } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { type Account, createSession } from './create-session.ts'
import { organizationsOf } from './organizations-of.ts'
import type { SignInInput } from './schema.ts'
import { countAttempt, countedRight } from './sign-in-throttle.ts'
import { verifyPassword } from './verify-password.ts'

/**
 * A new session for who gives the right password. Throws `rate_limited` before the password is looked at, and
 * `invalid` with one and the same sentence for a wrong password, an unknown account and a suspended person, after the
 * same work (OWASP ASVS 6.3.8).
 */
export async function signIn(
  { email, password }: SignInInput,
  origin: RequestOrigin,
): Promise<{ sessionId: string; personId: string }> {
  const attempt = await countAttempt(email, origin.address)
  const person = await db().person.findUnique({
    where: { email },
    select: { id: true, email: true, name: true, passwordHash: true, suspendedAt: true },
  })
  const isRight = await verifyPassword(person?.passwordHash ?? null, password)
  if (!isRight || !person || person.suspendedAt) {
    await recordRefused(email, person, origin)
    throw new PosternError('invalid', 'You are not signed in. Email or password is wrong.', {
      fields: { password: 'Email or password is wrong. Check both and type the password again.' },
    })
  }
  await countedRight(attempt)
  return { sessionId: await createSession(person, ['password'], origin), personId: person.id }
}

/** Who tried is not known, so the entry names Postern as the one who refused, and the account as what it was about. */
async function recordRefused(email: string, person: Account | null, origin: RequestOrigin): Promise<void> {
  const organizations = await organizationsOf(email)
  if (!person) return
  const subject = { kind: 'person' as const, id: person.id, name: person.name }
  for (const organization of organizations) {
    const permit = authorizeJob('system', 'organization:view', { organization, domain: null }, origin)
    recordRefusal(permit, { action: 'person.sign_in_refused', subject })
  }
}

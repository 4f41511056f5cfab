import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { openChallenge } from './challenge.ts'
import { createSession } from './create-session.ts'
import { holdPassword } from './hold-password.ts'
import { logRefusedProof } from './log-refused-proof.ts'
import { newPasskeyChallenge } from './passkey-options.ts'
import type { SecondFactorOffers, SignInInput } from './schema.ts'
import { offersOf } from './second-factor.ts'
import { countAttempt, countedNothing, countedRight } from './sign-in-throttle.ts'
import { verifyPassword } from './verify-password.ts'

/** Signed in, or with the second factor still to be given. */
export type SignInOutcome =
  | { personId: string; sessionId: string }
  | { personId: string; challengeId: string; offers: SecondFactorOffers }

/**
 * A new session for who gives the right password, or, where they have set up a second factor, a challenge to give it.
 * `device` is this browser's id if the account has signed in with it before. Throws `rate_limited` before the password
 * is looked at, and `invalid` with one and the same sentence for a wrong password, an unknown account and a suspended
 * person, after the same work (OWASP ASVS 6.3.8): who does not know the password learns nothing of second factors.
 */
export async function signIn(
  { email, password }: SignInInput,
  origin: RequestOrigin,
  device: string | null = null,
): Promise<SignInOutcome> {
  const attempt = await countAttempt(email, origin.address, device)
  const person = await db().person.findUnique({
    where: { email },
    select: { id: true, email: true, name: true, passwordHash: true, suspendedAt: true },
  })
  const isRight = await verifyPassword(person?.passwordHash ?? null, password, device ? 'known' : 'anybody').catch(
    async (error: unknown) => {
      await countedNothing(attempt)
      throw error
    },
  )
  if (!isRight || !person || person.suspendedAt) {
    await logRefusedProof('person.sign_in_refused', email, person, origin)
    throw new PosternError('invalid', 'You are not signed in. Email or password is wrong.', {
      fields: { password: 'Email or password is wrong. Check both and type the password again.' },
    })
  }
  await countedRight(attempt)
  const personId = person.id
  const sealed = newPasskeyChallenge()
  const offers = await offersOf(personId, sealed)
  if (offers) return { personId, offers, challengeId: (await openChallenge('second_factor', { personId, sealed })).id }
  const { passwordHash } = person
  return {
    personId,
    sessionId: await createSession(person, ['password'], origin, (tx) => holdPassword(tx, personId, passwordHash)),
  }
}

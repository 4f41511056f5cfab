import type { RequestOrigin } from '#lib/access/permit.ts'
import { dropChallenge, heldChallenge, holdChallenge } from '#lib/auth/challenge-cookie.ts'
import { knownDevice, rememberDevice } from '#lib/auth/device-cookie.ts'
import { holdSession } from '#lib/auth/hold-session.ts'
import { homePath } from '#lib/auth/home-path.ts'
import { passkeySignInInput, type SecondFactorOffers, secondFactorInput, signInInput } from '#lib/auth/schema.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { beginPasskeySignIn, signInPasskey } from '#lib/auth/sign-in-passkey.ts'
import { signInSecondFactor } from '#lib/auth/sign-in-second-factor.ts'
import { z } from '#lib/core/zod.ts'
import { definePublicAction } from './define-public-action.ts'

/** The session's cookie, that of a browser signed in with before, and where to go, unless the person asked for a page. */
async function signedIn(sessionId: string, { id, email }: { id: string; email: string }, origin: RequestOrigin) {
  await holdSession(sessionId, origin)
  await rememberDevice(email)
  return { home: (await homePath(id)) ?? '/' }
}

/** The first step. Answers where to go, or by what the second factor may be given. */
export const passwordStep = definePublicAction(
  { public: 'It is how one gets signed in: throttled by address, and by account and address.', input: signInInput },
  async (input, origin): Promise<{ home: string } | { secondFactor: SecondFactorOffers }> => {
    const outcome = await signIn(input, origin, await knownDevice(input.email))
    if ('sessionId' in outcome) return signedIn(outcome.sessionId, { id: outcome.personId, email: input.email }, origin)
    await holdChallenge('second_factor', outcome.challengeId)
    return { secondFactor: outcome.offers }
  },
)

/** The second step. `recoveryCodesLeft` where one was used up by it. */
export const secondFactorStep = definePublicAction(
  { public: 'The cookie of a challenge, given for the right password, is the proof.', input: secondFactorInput },
  async (input, origin): Promise<{ home: string; recoveryCodesLeft: number | null }> => {
    const challengeId = await heldChallenge('second_factor')
    const { sessionId, person, recoveryCodesLeft } = await signInSecondFactor(challengeId, input, origin, knownDevice)
    await dropChallenge('second_factor')
    return { ...(await signedIn(sessionId, person, origin)), recoveryCodesLeft }
  },
)

/** What the browser asks a passkey for, whose ever it is. */
export const passkeyOptionsStep = definePublicAction(
  { public: 'It is how one gets signed in, and says nothing of anybody: throttled by address.', input: z.null() },
  async (_, origin) => {
    const { challengeId, options } = await beginPasskeySignIn(origin)
    await holdChallenge('passkey_sign_in', challengeId)
    return options
  },
)

/** A passkey alone. */
export const passkeyStep = definePublicAction(
  { public: 'It is how one gets signed in: what a passkey signed is the proof.', input: passkeySignInInput },
  async (input, origin): Promise<{ home: string }> => {
    const { sessionId, person } = await signInPasskey(await heldChallenge('passkey_sign_in'), input, origin)
    await dropChallenge('passkey_sign_in')
    return signedIn(sessionId, person, origin)
  },
)

'use server'

import type { RequestOrigin } from '#lib/access/permit.ts'
import { dropChallenge, heldChallenge, holdChallenge } from '#lib/auth/challenge-cookie.ts'
import { beginConfirm, confirm } from '#lib/auth/confirm.ts'
import { createFirstOwner } from '#lib/auth/create-first-owner.ts'
import { createSession } from '#lib/auth/create-session.ts'
import { knownDevice, rememberDevice } from '#lib/auth/device-cookie.ts'
import { dropSession, giveSessionCookie, holdSession } from '#lib/auth/hold-session.ts'
import { homePath } from '#lib/auth/home-path.ts'
import {
  type ConfirmOffers,
  confirmInput,
  passkeySignInInput,
  type SecondFactorOffers,
  secondFactorInput,
  setupInput,
  signInInput,
} from '#lib/auth/schema.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { beginPasskeySignIn, signInPasskey } from '#lib/auth/sign-in-passkey.ts'
import { signInSecondFactor } from '#lib/auth/sign-in-second-factor.ts'
import type { Result } from '#lib/core/result.ts'
import { z } from '#lib/core/zod.ts'
import { defineAccountAction } from '#lib/server/define-account-action.ts'
import { definePublicAction } from '#lib/server/define-public-action.ts'

/** The session's cookie, that of a browser signed in with before, and where to go, unless the person asked for a page. */
async function signedIn(sessionId: string, { id, email }: { id: string; email: string }, origin: RequestOrigin) {
  await holdSession(sessionId, origin)
  await rememberDevice(email)
  return { home: (await homePath(id)) ?? '/' }
}

/** Answers where to go, or by what the second factor may be given. */
export const signInAction = definePublicAction(
  { public: 'It is how one gets signed in: throttled by address, and by account and address.', input: signInInput },
  async (input, origin): Promise<{ home: string } | { secondFactor: SecondFactorOffers }> => {
    const outcome = await signIn(input, origin, await knownDevice(input.email))
    if ('sessionId' in outcome) return signedIn(outcome.sessionId, { id: outcome.personId, email: input.email }, origin)
    await holdChallenge('second_factor', outcome.challengeId)
    return { secondFactor: outcome.offers }
  },
)

export const secondFactorAction = definePublicAction(
  { public: 'The cookie of a challenge, given for the right password, is the proof.', input: secondFactorInput },
  async (input, origin): Promise<{ home: string; recoveryCodesLeft: number | null }> => {
    const challengeId = await heldChallenge('second_factor')
    const { sessionId, person, recoveryCodesLeft } = await signInSecondFactor(challengeId, input, origin, knownDevice)
    await dropChallenge('second_factor')
    return { ...(await signedIn(sessionId, person, origin)), recoveryCodesLeft }
  },
)

/** What the browser asks a passkey for, whose ever it is. */
export const passkeySignInOptionsAction = definePublicAction(
  { public: 'It is how one gets signed in, and says nothing of anybody: throttled by address.', input: z.undefined() },
  async (_, origin) => {
    const { challengeId, options } = await beginPasskeySignIn(origin)
    await holdChallenge('passkey_sign_in', challengeId)
    return options
  },
)

export const passkeySignInAction = definePublicAction(
  { public: 'It is how one gets signed in: what a passkey signed is the proof.', input: passkeySignInInput },
  async (input, origin): Promise<{ home: string }> => {
    const { sessionId, person } = await signInPasskey(await heldChallenge('passkey_sign_in'), input, origin)
    await dropChallenge('passkey_sign_in')
    return signedIn(sessionId, person, origin)
  },
)

/** By what whoever is signed in may prove that it is still them. */
export const confirmOptionsAction = defineAccountAction(
  { name: 'confirm_options', fresh: false, input: z.undefined() },
  async (person): Promise<ConfirmOffers> => {
    const { challengeId, offers } = await beginConfirm(person)
    await holdChallenge('confirm', challengeId)
    return offers
  },
)

/** Makes this session fresh: what asked for it may be done from now on. */
export const confirmAction = defineAccountAction(
  { name: 'confirm', fresh: false, input: confirmInput },
  async (person, input, origin): Promise<void> => {
    const device = await knownDevice(person.email)
    const sessionId = await confirm(person, input, await heldChallenge('confirm'), { device, origin })
    await giveSessionCookie(sessionId)
    await dropChallenge('confirm')
  },
)

/** Whether what takes a fresh sign-in may be done now: a download asks before it begins. */
export const freshSignInAction = defineAccountAction(
  { name: 'fresh_sign_in', fresh: true, input: z.undefined() },
  async (): Promise<void> => {},
)

const signOut = definePublicAction(
  { public: 'Whoever holds a session may end it; without one there is nothing to end.', input: z.undefined() },
  async (_, origin) => dropSession(origin),
)

/** Ends the session. Whoever calls it then loads /sign-in anew, so that nothing of this page stays in memory. */
export async function signOutAction(): Promise<Result<void>> {
  return signOut(undefined)
}

export const setUpAction = definePublicAction(
  { public: 'There is nobody yet who could sign in: the setup link’s token is the proof.', input: setupInput },
  async ({ token, ...input }, origin) => {
    const owner = await createFirstOwner(input, { kind: 'setup_token', token }, origin)
    await holdSession(await createSession(owner, ['password'], origin), origin)
    await rememberDevice(owner.email)
  },
)

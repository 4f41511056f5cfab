'use server'

import { createFirstOwner } from '#lib/auth/create-first-owner.ts'
import { createSession } from '#lib/auth/create-session.ts'
import { rememberDevice } from '#lib/auth/device-cookie.ts'
import { dropSession, holdSession } from '#lib/auth/hold-session.ts'
import { setupInput } from '#lib/auth/schema.ts'
import type { Result } from '#lib/core/result.ts'
import { z } from '#lib/core/zod.ts'
import { defineAccountAction } from '#lib/server/define-account-action.ts'
import { definePublicAction } from '#lib/server/define-public-action.ts'
import { passkeyOptionsStep, passkeyStep, passwordStep, secondFactorStep } from '#lib/server/sign-in-steps.ts'

// The steps of a sign-in, for its page: what sets a cookie here renders that page again. In place, under what somebody
// typed, the same steps are called at /api/sign-in.
export const signInAction = passwordStep
export const secondFactorAction = secondFactorStep
export const passkeyOptionsAction = passkeyOptionsStep
export const passkeySignInAction = passkeyStep

/** Whether what takes a fresh sign-in may be done now: a download asks before it begins. */
export const freshSignInAction = defineAccountAction(
  { name: 'fresh_sign_in', fresh: true, input: z.null() },
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

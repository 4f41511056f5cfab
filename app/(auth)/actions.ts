'use server'

import { createFirstOwner } from '#lib/auth/create-first-owner.ts'
import { createSession } from '#lib/auth/create-session.ts'
import { dropSession, holdSession } from '#lib/auth/hold-session.ts'
import { homePath } from '#lib/auth/home-path.ts'
import { setupInput, signInInput } from '#lib/auth/schema.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import type { Result } from '#lib/core/result.ts'
import { z } from '#lib/core/zod.ts'
import { definePublicAction } from '#lib/server/define-public-action.ts'

/** Answers where to go, unless the person asked for a page. */
export const signInAction = definePublicAction(
  { public: 'It is how one gets signed in: throttled by address, and by account and address.', input: signInInput },
  async (input, origin): Promise<{ home: string }> => {
    const { sessionId, personId } = await signIn(input, origin)
    await holdSession(sessionId, origin)
    return { home: (await homePath(personId)) ?? '/' }
  },
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
  },
)

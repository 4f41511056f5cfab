import type { RequestOrigin } from '#lib/access/permit.ts'
import type { Account } from '#lib/auth/create-session.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { giveBackOne } from '#lib/auth/throttle.ts'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { beginningsFrom } from './begin-sso.ts'
import { confirmIdentity } from './confirm-identity.ts'
import { connectIdentity } from './connect-identity.ts'
import { readIdentity, type VerifiedIdentity } from './read-identity.ts'
import type { SsoProblem, SsoPurpose } from './schema.ts'
import { signInIdentity } from './sign-in-identity.ts'
import { type SsoAttempt, takeAttempt } from './sso-attempt.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** What the browser holds from now on: a session that was opened, or its own under a new id. */
export type SsoSession = { kind: 'opened'; sessionId: string; person: Account } | { kind: 'renewed'; sessionId: string }

/** `purpose` is null where it is not known what somebody went for. */
export type SsoOutcome = { purpose: SsoPurpose | null; next: string | null } & (
  | { problem: null; session: SsoSession }
  | { problem: SsoProblem }
)

/**
 * What becomes of an answer of the identity provider, by what this browser went there for: once, for the browser and the
 * session that began it. Nothing is changed where it answers a problem. Throws what is no refusal.
 */
export async function finishSso(
  search: string,
  attemptId: string | null,
  person: CurrentPerson | null,
  origin: RequestOrigin,
): Promise<SsoOutcome> {
  const provider = env().sso
  const state = new URLSearchParams(search).get('state')
  const attempt = provider && attemptId ? await takeAttempt(attemptId, state) : null
  if (!provider || !attempt) return { purpose: null, next: null, problem: 'expired' }
  const { purpose, next } = attempt
  try {
    const identity = await readIdentity(provider, search, attempt)
    const session = await finish(identity, attempt, person, origin)
    await giveBackOne(beginningsFrom(origin.address))
    return { purpose, next, problem: null, session }
  } catch (error) {
    if (error instanceof SsoRefusal) return { purpose, next, problem: error.problem }
    if (error instanceof PosternError && error.code === 'unauthenticated')
      return { purpose, next, problem: 'signed_out' }
    throw error
  }
}

async function finish(
  identity: VerifiedIdentity,
  { purpose, personId, sessionId, startedAt }: SsoAttempt,
  person: CurrentPerson | null,
  origin: RequestOrigin,
): Promise<SsoSession> {
  if (purpose === 'sign_in') return { kind: 'opened', ...(await signInIdentity(identity, personId, origin)) }
  if (!person || person.personId !== personId || person.sessionId !== sessionId) throw new SsoRefusal('signed_out')
  const renewed =
    purpose === 'connect'
      ? await connectIdentity(identity, person, origin)
      : await confirmIdentity(identity, person, startedAt, origin)
  return { kind: 'renewed', sessionId: renewed }
}

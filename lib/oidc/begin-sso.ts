import * as client from 'openid-client'
import { isFresh } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { networkOf } from '#lib/auth/network-of.ts'
import { safeNext } from '#lib/auth/safe-next.ts'
import { counted, countOne } from '#lib/auth/throttle.ts'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { providerConfiguration } from './provider.ts'
import { type BeginSsoInput, ssoProblems } from './schema.ts'
import { keepAttempt } from './sso-attempt.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * Each keeps a row for ten minutes and may ask the provider: so many in a quarter of an hour from one address that led
 * nowhere. Many people can share an address, so finishSso() takes one back that did.
 */
export const beginningsPerAddress = 60
export const beginningsFrom = (address: string) =>
  counted('sso', [networkOf(address)], beginningsPerAddress, 'Too many attempts to sign in from your address.')

/**
 * Where to send somebody's browser, and the id of what is expected back, for its cookie: the code flow with PKCE, state
 * and nonce of their own. `confirm` and `connect` are for who is signed in; to connect takes a fresh sign-in, because it
 * gives the account another way in. Throws `not_found` without a provider, `unauthenticated`, `fresh_sign_in_required`,
 * `rate_limited`, and `wrong_state` where the provider does not answer. RFC 9700, section 2.1.1.
 */
export async function beginSso(
  { purpose, next, email }: BeginSsoInput,
  person: CurrentPerson | null,
  origin: RequestOrigin,
): Promise<{ attemptId: string; url: string }> {
  const provider = env().sso
  if (!provider) throw new PosternError('not_found', 'Single sign-on is not set up here.')
  if (purpose !== 'sign_in' && !person) throw new PosternError('unauthenticated')
  if (purpose === 'connect' && person && !isFresh(person.proof)) throw new PosternError('fresh_sign_in_required')
  await countOne(beginningsFrom(origin.address), origin.address)

  const configuration = await providerConfiguration(provider).catch((error) => {
    if (error instanceof SsoRefusal) throw new PosternError('wrong_state', ssoProblems[error.problem])
    throw error
  })
  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
  const owner = purpose === 'sign_in' ? await expected(email) : { personId: person?.personId ?? null }
  const sessionId = purpose === 'sign_in' ? null : (person?.sessionId ?? null)
  const attemptId = await keepAttempt({ purpose, state, nonce, verifier, next: safeNext(next), sessionId, ...owner })
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: new URL('/sso/callback', env().url).href,
    response_type: 'code',
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // A proof that it is still them is one that they give now.
    ...(purpose === 'confirm' && { prompt: 'login', max_age: '0' }),
    ...(email !== undefined && { login_hint: email }),
  })
  return { attemptId, url: url.href }
}

/** Nobody has this id: an address that no account has is answered like any other, and refused when it comes back. */
const nobody = '00000000-0000-0000-0000-000000000000'

async function expected(email: string | undefined): Promise<{ personId: string | null }> {
  if (email === undefined) return { personId: null }
  const person = await db().person.findUnique({ where: { email: email.trim().toLowerCase() }, select: { id: true } })
  return { personId: person?.id ?? nobody }
}

import * as client from 'openid-client'
import { clock } from '#lib/core/clock.ts'
import { env } from '#lib/core/env.ts'
import { log } from '#lib/core/log.ts'
import type { IdentityProvider } from '#lib/core/sso-from-env.ts'
import { providerConfiguration } from './provider.ts'
import type { SsoAttempt } from './sso-attempt.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** Who the identity provider says somebody is, verified. */
export type VerifiedIdentity = {
  issuer: string
  subject: string
  /** Lower case; null unless the provider vouches for it. */
  email: string | null
  /** `hd`: the organization at the provider that the account belongs to. Null where it says none. */
  hostedDomain: string | null
  name: string | null
  /** Seconds since 1970; when they last proved to the provider who they are. Null where it does not say. */
  authTime: number | null
}

/**
 * Redeems the code of an answer, whose state was compared, and verifies the ID token: its signature by the provider's
 * published keys, `iss`, `aud`, `azp`, `exp` and the nonce. Email and name may stand in the provider's userinfo instead,
 * of the same subject. Throws SsoRefusal; what the provider said is neither logged nor shown. OpenID Connect Core 1.0,
 * sections 3.1.3.7 and 5.3.2; RFC 7636; RFC 9207.
 */
export async function readIdentity(
  provider: IdentityProvider,
  search: string,
  { state, nonce, verifier }: Pick<SsoAttempt, 'state' | 'nonce' | 'verifier'>,
): Promise<VerifiedIdentity> {
  const configuration = await providerConfiguration(provider)
  const address = new URL(`/sso/callback${search}`, env().url)
  try {
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('There is no ID token.')
    const issuer = configuration.serverMetadata().issuer
    // Some providers serve many tenants under one address, each with an issuer of its own: only the very one counts.
    if (claims.iss !== issuer) throw new Error('The ID token is of another issuer.')
    if (claims.azp !== undefined && claims.azp !== provider.clientId)
      throw new Error('The ID token is for another client.')
    const profile = await profileOf(configuration, tokens.access_token, claims)
    return {
      issuer,
      subject: claims.sub,
      email: verifiedEmail(profile),
      hostedDomain: hostedDomain(profile),
      name: typeof profile.name === 'string' ? profile.name : null,
      authTime: typeof claims.auth_time === 'number' ? claims.auth_time : null,
    }
  } catch (error) {
    throw refusalOf(error)
  }
}

type Claims = Record<string, unknown>

/** Address and `email_verified` are taken from one place, never the one from here and the other from there. */
async function profileOf(
  configuration: client.Configuration,
  accessToken: string,
  claims: client.IDToken,
): Promise<Claims> {
  if (claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint) return claims
  const info = await client.fetchUserInfo(configuration, accessToken, claims.sub)
  return { ...info, name: info.name ?? claims.name, hd: info.hd ?? claims.hd }
}

function verifiedEmail({ email, email_verified }: Claims): string | null {
  if (typeof email !== 'string' || email_verified !== true) return null
  const lower = email.trim().toLowerCase()
  return lower.length <= 254 && lower.isWellFormed() && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(lower) ? lower : null
}

function hostedDomain({ hd }: Claims): string | null {
  if (hd === undefined || hd === null) return null
  if (typeof hd !== 'string') throw new Error('The claim hd is no text.')
  return hd.toLowerCase()
}

/** The codes by which a provider says that a person did not sign in. RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6. */
const cancelled = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

function refusalOf(error: unknown): SsoRefusal {
  if (error instanceof SsoRefusal) return error
  if (error instanceof client.AuthorizationResponseError && cancelled.has(error.error))
    return new SsoRefusal('cancelled')
  log.failure(error)
  const isUnanswered = error instanceof Error && /^(TypeError|TimeoutError|AbortError)$/.test(error.name)
  return new SsoRefusal(isUnanswered ? 'unreachable' : 'failed')
}

/** A clock that is behind ours by so much still counts. */
const skewSeconds = 60

/** Whether somebody proved to the provider who they are after they were sent there. */
export function isSince({ authTime }: VerifiedIdentity, startedAt: number): boolean {
  const now = clock.now().getTime() / 1000
  return authTime !== null && authTime >= startedAt / 1000 - skewSeconds && authTime <= now + skewSeconds
}

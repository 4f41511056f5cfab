import { isLoopback } from './is-loopback.ts'
import { OperatorError } from './operator-error.ts'

/** The identity provider of this installation. */
export type IdentityProvider = {
  /** As its metadata names it: OpenID Connect Discovery 1.0, section 4.3. */
  issuer: URL
  clientId: string
  /** A function, so that who prints the configuration prints no secret. */
  clientSecret: () => string
}

type Source = Record<string, string | undefined>

/** The identity provider of OIDC_…, or null where none is set. Throws an OperatorError that quotes nothing for a part of it. */
export function identityProviderOf({
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
}: Source): IdentityProvider | null {
  if (!OIDC_ISSUER && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return null
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET)
    throw new OperatorError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together, or none of them.')
  if (/\p{Cc}/u.test(OIDC_CLIENT_ID) || /\p{Cc}/u.test(OIDC_CLIENT_SECRET))
    throw new OperatorError('OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be texts without control characters.')
  return { issuer: issuerOf(OIDC_ISSUER), clientId: OIDC_CLIENT_ID, clientSecret: () => OIDC_CLIENT_SECRET }
}

function issuerOf(value: string): URL {
  const url = URL.canParse(value) && !/[\s\\]/.test(value) ? new URL(value) : null
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password && !/[?#]/.test(value)
  if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) return url
  throw new OperatorError(
    'OIDC_ISSUER must be the provider’s https address without a query, as its metadata names it, such as https://id.example.com; http is accepted for this machine only.',
  )
}

import * as client from 'openid-client'
import type { IdentityProvider } from '#lib/core/sso-from-env.ts'
import { providerFetch } from './provider-fetch.ts'
import { SsoRefusal } from './sso-refusal.ts'

const timeoutSeconds = 10
const keptMs = 5 * 60 * 1000

let held: { at: number; found: Promise<client.Configuration> } | undefined

/**
 * The identity provider as its metadata describes it, asked for at most every five minutes; a failure is not kept. The
 * metadata must name the very issuer that the operator set. Throws SsoRefusal `unreachable`. OpenID Connect Discovery
 * 1.0, section 4.3.
 */
export async function providerConfiguration(provider: IdentityProvider): Promise<client.Configuration> {
  if (!held || performance.now() - held.at > keptMs) held = { at: performance.now(), found: discover(provider) }
  const asked = held
  try {
    return await asked.found
  } catch (error) {
    if (held === asked) held = undefined
    throw new SsoRefusal('unreachable', { cause: error })
  }
}

async function discover({ issuer, clientId, clientSecret }: IdentityProvider): Promise<client.Configuration> {
  const secret = clientSecret()
  const authenticate: client.ClientAuth = (as, ...rest) => {
    const methods = as.token_endpoint_auth_methods_supported ?? []
    const method = methods.includes('client_secret_post') ? client.ClientSecretPost : client.ClientSecretBasic
    method(secret)(as, ...rest)
  }
  return client.discovery(issuer, clientId, { client_secret: secret }, authenticate, {
    [client.customFetch]: providerFetch,
    timeout: timeoutSeconds,
    execute: [
      // Else an ID token from the token endpoint would be believed for its TLS alone. OpenID Connect Core, 3.1.3.7, 6.
      client.enableNonRepudiationChecks,
      // providerFetch judges it anew, and takes http for this machine alone.
      ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  })
}

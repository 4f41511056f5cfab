import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createCertificateAuthority } from './certificate-authority.ts'

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

/** What an ID token says instead of what it should, by what key it is signed, and what the header says of it. */
export type Forgery = {
  claims?: Record<string, unknown>
  key?: 'own' | 'another' | 'none'
  metadata?: Record<string, unknown>
}

/**
 * An identity provider whose ID tokens say what a test wants: what no honest one would send. It gives every code the
 * same token, and asks for no proof.
 */
export async function startForgingProvider(clientId: string, email: string) {
  const authority = await createCertificateAuthority('Postern forging authority')
  const { certificate, key } = await authority.issue(['localhost'])
  const [own, another] = [rsa().privateKey, rsa().privateKey]
  let forgery: Forgery = {}
  let nonce = ''

  const answerTo = (path: string): unknown => {
    const issuer = `https://localhost:${port}`
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: true,
        ...forgery.metadata,
      }
    }
    if (path === '/jwks')
      return { keys: [{ ...createPublicKey(own).export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }] }
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      sub: 'forged',
      aud: clientId,
      nonce,
      iat: now,
      exp: now + 300,
      email,
      email_verified: true,
      ...forgery.claims,
    }
    return {
      access_token: 'x',
      token_type: 'Bearer',
      id_token: tokenOf(claims, forgery.key ?? 'own', { own, another }),
    }
  }

  const server = createServer({ cert: certificate, key }, (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(answerTo(request.url?.split('?')[0] ?? '')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    issuer: `https://localhost:${port}`,
    authority: authority.certificate,
    /** What comes back for the address that somebody was sent to, forged so. */
    forge(sentTo: string, next: Forgery): URLSearchParams {
      const asked = new URL(sentTo).searchParams
      forgery = next
      nonce = asked.get('nonce') ?? ''
      return new URLSearchParams({ code: 'any', state: asked.get('state') ?? '', iss: `https://localhost:${port}` })
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function tokenOf(claims: object, by: NonNullable<Forgery['key']>, keys: Record<'own' | 'another', KeyObject>): string {
  const header = by === 'none' ? { alg: 'none' } : { alg: 'RS256', kid: '1' }
  const encoded = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  if (by === 'none') return `${encoded}.`
  return `${encoded}.${sign('sha256', Buffer.from(encoded), keys[by]).toString('base64url')}`
}

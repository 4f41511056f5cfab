import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { disconnect } from '#lib/db/client.ts'
import { type Forgery, startForgingProvider } from '#lib/testing/forging-provider.ts'
import { testClient } from '#lib/testing/identity-provider.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { newMailDomain, newOrigin, problemOf, takeInto, unchangedIn } from '#lib/testing/use-identity-provider.ts'
import { beginSso } from './begin-sso.ts'
import { finishSso } from './finish-sso.ts'
import { isSince } from './read-identity.ts'

let tenant: Tenant
const domain = newMailDomain()
let provider: Awaited<ReturnType<typeof startForgingProvider>>
before(async () => {
  provider = await startForgingProvider(testClient.id, `forged@${domain}`)
  process.env.OIDC_ISSUER = provider.issuer
  process.env.OIDC_CLIENT_ID = testClient.id
  process.env.OIDC_CLIENT_SECRET = testClient.secret
  tenant = await makeTenant()
  await takeInto(tenant, domain)
})
after(async () => {
  provider.stop()
  await disconnect()
})

async function come(forgery: Forgery, answer: Record<string, string> = {}) {
  const { attemptId, url } = await beginSso({ purpose: 'sign_in', next: null }, null, newOrigin())
  const query = provider.forge(url, forgery)
  for (const [name, value] of Object.entries(answer)) query.set(name, value)
  return finishSso(`?${query}`, attemptId, null, newOrigin())
}

const refused = async (forgery: Forgery, answer?: Record<string, string>) =>
  assert.equal(
    await unchangedIn(tenant, domain)(async () => problemOf(await come(forgery, answer))),
    'failed',
    JSON.stringify(forgery),
  )

describe('an identity provider', () => {
  test('whose certificate nobody vouches for is not asked for anything', async () => {
    const begun = beginSso({ purpose: 'sign_in', next: null }, null, newOrigin())
    await assert.rejects(begun, { code: 'wrong_state', message: /did not answer/ })
    trustAuthority(provider.authority)
  })

  test('that names itself as another issuer is not believed, and is asked again the next time', async () => {
    provider.forge('https://x.example', { metadata: { issuer: 'https://evil.example' } })
    await assert.rejects(beginSso({ purpose: 'sign_in', next: null }, null, newOrigin()), { code: 'wrong_state' })
    provider.forge('https://x.example', {})
    assert.ok(await beginSso({ purpose: 'sign_in', next: null }, null, newOrigin()))
  })
})

describe('an ID token is refused, with nothing changed,', () => {
  test('that another key signed, or none', async () => {
    await refused({ key: 'another' })
    await refused({ key: 'none' })
  })

  test('of another issuer', async () => {
    await refused({ claims: { iss: 'https://evil.example' } })
    await refused({ claims: { iss: `${provider.issuer}/` } })
    await refused({}, { iss: 'https://evil.example' })
  })

  test('for another client', async () => {
    await refused({ claims: { aud: 'another' } })
    await refused({ claims: { aud: ['another', 'more'] } })
    await refused({ claims: { azp: 'another' } })
    await refused({ claims: { aud: [testClient.id, 'another'], azp: 'another' } })
    await refused({ claims: { aud: [testClient.id, 'another'] } })
  })

  test('that has expired, or lacks what it needs', async () => {
    const before = Math.floor(Date.now() / 1000) - 600
    await refused({ claims: { iat: before, exp: before + 60 } })
    for (const name of ['exp', 'iat', 'sub', 'aud', 'iss']) await refused({ claims: { [name]: undefined } })
  })

  test('that answers another request than this one', async () => {
    await refused({ claims: { nonce: 'another' } })
    await refused({ claims: { nonce: undefined } })
  })

  test('while one that is as it should be signs in', async () => {
    assert.equal(problemOf(await come({})), null)
  })
})

test('a proof is fresh that was given since it was asked for, as far as clocks agree', () => {
  const now = Math.floor(Date.now() / 1000)
  const of = (authTime: number | null) => {
    const rest = { issuer: '', subject: '', email: null, hostedDomain: null, name: null }
    return isSince({ ...rest, authTime }, (now - 30) * 1000)
  }
  assert.deepEqual([now - 20, now - 80, now + 30].map(of), [true, true, true])
  assert.deepEqual([now - 100, 0, now + 120, null].map(of), [false, false, false, false])
})

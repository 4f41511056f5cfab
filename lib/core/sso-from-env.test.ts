import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { OperatorError } from './operator-error.ts'
import { identityProviderOf } from './sso-from-env.ts'

const rest = { OIDC_CLIENT_ID: 'postern', OIDC_CLIENT_SECRET: 'canary' }

test('an identity provider is read, and no printing shows its secret', () => {
  assert.equal(identityProviderOf({ OIDC_ISSUER: '', OIDC_CLIENT_ID: '' }), null)
  const provider = identityProviderOf({ OIDC_ISSUER: 'https://id.acme.example/realms/acme', ...rest })
  assert.equal(provider?.issuer.href, 'https://id.acme.example/realms/acme')
  assert.deepEqual([provider?.clientId, provider?.clientSecret()], ['postern', 'canary'])
  assert.doesNotMatch(`${JSON.stringify(provider)} ${inspect(provider, { depth: 9, showHidden: true })}`, /canary/)
  assert.ok(identityProviderOf({ OIDC_ISSUER: 'http://127.0.0.1:9000', ...rest }))
})

test('a part of it, or another address, stops the start with a sentence that quotes nothing', () => {
  const refused = (source: Record<string, string | undefined>, sentence: RegExp) =>
    assert.throws(
      () => identityProviderOf(source),
      (error) => error instanceof OperatorError && sentence.test(error.message) && !error.message.includes('canary'),
      JSON.stringify(source),
    )
  for (const part of [{ OIDC_ISSUER: 'https://id.acme.example' }, rest, { OIDC_CLIENT_ID: 'postern' }])
    refused(part, /set together/)
  refused({ OIDC_ISSUER: 'https://id.acme.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'canary\n' }, /control/)
  for (const OIDC_ISSUER of [
    'id.acme.example',
    'http://id.acme.example',
    'http://10.0.0.7',
    'https://id.acme.example/?canary',
    'https://id.acme.example/#',
    'https://canary@id.acme.example',
    'https://id.acme .example',
    'ftp://localhost',
  ])
    refused({ OIDC_ISSUER, ...rest }, /^OIDC_ISSUER must be/)
})

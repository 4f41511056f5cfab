import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCurl } from '#lib/curl/parse-curl.ts'
import { curlSecrets, withTexts } from './curl-secrets.ts'
import { pathUnder } from './path-under.ts'

const drawn = 'Zx81mQp0vT7sK2bY9cLd4eRf6gHj'
function read(text: string, taken: string[] = []) {
  const parsed = parseCurl(text)
  assert.ok(parsed.ok)
  const secrets = curlSecrets(parsed.request, new Set(taken))
  const texts = secrets.flatMap(({ places, proposedName, behind }) =>
    places.map((place) => ({ place, text: `{secrets.${proposedName}}${behind}` })),
  )
  return { request: parsed.request, secrets, filled: withTexts(parsed.request, texts) }
}

test('each value is one secret, wherever it stands, with a name that is free', () => {
  const { secrets, filled } = read(
    `curl https://api.crm.example.com/x?key=${drawn} -H 'X-Api-Key: ${drawn}' -u 'sam:p"w'`,
    ['crm-api-key'],
  )
  assert.deepEqual(
    secrets.map(({ proposedName, value, places }) => [proposedName, value, places.length]),
    [
      ['crm-api-key-2', { type: 'token', token: drawn }, 2],
      ['crm-login', { type: 'username_password', username: 'sam', password: 'p"w' }, 1],
    ],
  )
  assert.deepEqual(
    filled.headers.map(({ value }) => value).filter((value) => value.includes('{')),
    ['{secrets.crm-api-key-2}', 'Basic {secrets.crm-login}'],
  )
  assert.deepEqual(filled.query, [{ name: 'key', value: '{secrets.crm-api-key-2}' }])
  assert.doesNotMatch(JSON.stringify(filled), new RegExp(drawn))
})

test('a user without a password is a token, and nothing is left where no secret is made', () => {
  const { secrets, filled, request } = read('curl -u sk_test_1: https://api.stripe.com/v1/charges')
  assert.deepEqual(secrets[0]?.value, { type: 'token', token: 'sk_test_1' })
  assert.equal(filled.headers[0]?.value, 'Basic {secrets.stripe-token}:')
  const empty = withTexts(
    request,
    request.credentials.map((place) => ({ place, text: '' })),
  )
  assert.equal(empty.headers[0]?.value, 'Basic')
})

test('a path is taken from below the base URL, of the same host alone', () => {
  const at = (path: string, origin = 'https://api.crm.example.com') => ({ origin, path })
  assert.equal(pathUnder('https://api.crm.example.com', at('/v2/x')), '/v2/x')
  assert.equal(pathUnder('https://api.crm.example.com/v2/', at('/v2/x')), '/x')
  assert.equal(pathUnder('https://api.crm.example.com/v2', at('/v2')), '')
  assert.equal(pathUnder('https://api.crm.example.com/v2', at('/v22/x')), null)
  assert.equal(pathUnder('https://api.crm.example.com', at('/x', 'https://api.crm.example.com.evil.example')), null)
})

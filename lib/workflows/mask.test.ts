import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Exchange } from '#lib/sending/exchange.ts'
import { isTokenLike } from './is-token-like.ts'
import { exchangeText } from './keep-exchange.ts'
import { maskJson } from './mask-json.ts'
import { refusedExchange } from './refused-exchange.ts'

test('names of tokens, whatever their spelling, and of what is none', () => {
  const tokens =
    'access_token refresh_token idToken token TOKEN X-Auth-Token password new_password passwd userPassword secret client_secret clientSecretText api_key apiKey X-Api-Key accesskey session sessionId PHPSESSID sid authorization Proxy-Authorization Cookie Set-Cookie credentials private_key jwt bearer pin otp ｔｏｋｅｎ'
  const others =
    'id name key code status token_type expires_in tokenExpiresAt session_count shipping mapping opinion author page station url token_url description access keys position'
  for (const name of tokens.split(' ')) assert.equal(isTokenLike(name), true, name)
  for (const name of others.split(' ')) assert.equal(isTokenLike(name), false, name)
})

test('fields of JSON named like tokens are masked, whole, cut off, and nothing else', () => {
  const cases = [
    ['{"token":"abc","id":1}', '{"token":"••••••","id":1}'],
    ['{ "token" : {"a":["b"]} , "id":1}', '{ "token" : "••••••" , "id":1}'],
    ['[{"password":12.5e3},{"secret":null}]', '[{"password":"••••••"},{"secret":"••••••"}]'],
    ['{"a":"token","b":["token","x"]}', '{"a":"token","b":["token","x"]}'],
    ['{"a\\"token":"x}","tok\\u0065n":"y"}', '{"a\\"token":"••••••","tok\\u0065n":"••••••"}'],
    ['{"id":1,"token":"cut of', '{"id":1,"token":"••••••"'],
    ['{"token":["a","b', '{"token":"••••••"'],
    ['{"token":"a\\', '{"token":"••••••"'],
    ['', ''],
    ['no JSON "at all', 'no JSON "at all'],
  ] as const
  for (const [text, masked] of cases) assert.equal(maskJson(text), masked)
})

test('masking is linear', () => {
  for (const text of ['"'.repeat(200_000), '{"token":'.repeat(50_000), '"a":'.repeat(50_000), '\\"'.repeat(100_000)])
    maskJson(text)
})

test('what is kept of an exchange has no token in headers, addresses, forms or JSON, and is bounded', () => {
  const given = 'a-value-that-was-given'
  const answered: Exchange = {
    ...refusedExchange('internal' as never, '', 'api.example.com'),
    outcome: 'answered',
    redactions: 0,
    request: {
      method: 'POST',
      target: `/a?access_token=${given}&station=Hamburg`,
      headers: [
        { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
        { name: 'X-Api-Key', value: given },
      ],
      body: `password=${given}&b=kept`,
    },
    answer: {
      httpVersion: '1.1',
      status: 200,
      statusText: 'OK',
      headers: [
        { name: 'Set-Cookie', value: `sid=${given}` },
        { name: 'Location', value: `https://a.example/cb?x=1#id_token=${given}` },
      ],
      trailers: [{ name: 'x-session', value: given }],
      body: `)]}',\n{"deep":{"refreshToken":"${given}"},"b":"kept"}`,
      bodyTruncated: false,
    },
  }
  const text = exchangeText(answered)
  assert.ok(!text.includes(given), text)
  assert.equal(text.match(/kept/g)?.length, 2)
  assert.ok(text.includes('station=Hamburg'))
  const { answer, request } = answered
  const huge = {
    ...answered,
    answer: { ...answer, body: '\u0001'.repeat(300_000) },
    request: request && { ...request, body: 'x'.repeat(900_000) },
  }
  assert.ok(Buffer.byteLength(exchangeText(huge)) <= 512 * 1024)
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { findCredentials } from './find-credentials.ts'

const found = (text: string, name?: string) =>
  findCredentials(text, name === undefined ? {} : { name }).map(({ start, end, label }) => [
    text.slice(start, end),
    label,
  ])
// Put together here, so that no scanner of repositories takes this file for a leak.
const drawn = 'Zx81mQp0vT7sK2bY9cLd4eRf6gHj3kMn5pQr'
const hex = '9f1c2c1e8a1f4c399a512f6f9b6b2f10'

describe('what looks like a credential is found, and no more of the text than that', () => {
  const cases: [text: string, name: string | undefined, value: string, label: string][] = [
    [`x AKIA${'ABCDEFGH2345IJKL'} y`, undefined, `AKIA${'ABCDEFGH2345IJKL'}`, 'an AWS access key'],
    [`{"a":"ghp_${drawn}"}`, undefined, `ghp_${drawn}`, 'a GitHub token'],
    [`glpat-${drawn.slice(0, 20)}`, undefined, `glpat-${drawn.slice(0, 20)}`, 'a GitLab token'],
    [`Bearer sk_live_${drawn}`, 'Authorization', `sk_live_${drawn}`, 'a Stripe key'],
    [`xoxb-${'123456789012'}-${drawn}`, undefined, `xoxb-${'123456789012'}-${drawn}`, 'a Slack token'],
    [`k=AIza${drawn.slice(0, 35)}`, undefined, `AIza${drawn.slice(0, 35)}`, 'a Google API key'],
    [`npm_${drawn}`, undefined, `npm_${drawn}`, 'an npm token'],
    [`SG.${drawn.slice(0, 22)}.${drawn}`, undefined, `SG.${drawn.slice(0, 22)}.${drawn}`, 'a SendGrid key'],
    [`SK${hex}`, undefined, `SK${hex}`, 'a Twilio key'],
    [`pst_${drawn}ab`, undefined, `pst_${drawn}ab`, 'a Postern token'],
    [`eyJhbGciOiJI.eyJzdWIiOiIx.${drawn}`, undefined, `eyJhbGciOiJI.eyJzdWIiOiIx.${drawn}`, 'a signed token (JWT)'],
    [`Bearer ${drawn}`, undefined, drawn, 'an access token'],
    ['Bearer short-but-real', 'Authorization', 'short-but-real', 'an access token'],
    ['Basic dXNlcjpwYXNzd29yZA==', undefined, 'dXNlcjpwYXNzd29yZA==', 'a username and password'],
    ['postgres://app:pa55word@db.example/x', undefined, 'pa55word', 'a password in an address'],
    ['short-but-real', 'X-Api-Key', 'short-but-real', 'a credential in `X-Api-Key`'],
    [`sid=${drawn}; theme=dark`, 'Cookie', drawn, 'the cookie `sid`'],
    ['{"clientSecret": "hunter2-hunter2"}', undefined, 'hunter2-hunter2', 'a credential in `clientSecret`'],
    ['<apiKey>hunter2-hunter2</apiKey>', undefined, 'hunter2-hunter2', 'a credential in `apiKey`'],
    [`a=1&token=${drawn}&b=2`, undefined, drawn, 'a credential in `token`'],
  ]
  for (const [index, [text, name, value, label]] of cases.entries())
    test(`${label} (${index + 1})`, () => assert.deepEqual(found(text, name), [[value, label]]))
})

test('a private key is one thing from its beginning to its end, also with its line breaks escaped', () => {
  for (const line of ['\n', '\\n']) {
    const key = `-----BEGIN RSA PRIVATE KEY-----${line}${drawn}${line}-----END RSA PRIVATE KEY-----`
    assert.deepEqual(found(`{"k":"${key}"}`), [[key, 'a private key']])
  }
  assert.deepEqual(found(`-----BEGIN PUBLIC KEY-----\n${drawn}\n-----END PUBLIC KEY-----`), [])
})

describe('what only looks a little like one is left in peace', () => {
  const cases: [text: string, name?: string][] = [
    ['application/json', 'Content-Type'],
    ['acme-europe-production-2024', 'X-Workspace'],
    ['Bearer {secrets.crm}', 'Authorization'],
    ['Bearer {{variables.hotline}}', 'Authorization'],
    ['{"password": "{secrets.crm#password}", "api_key": "{{event.key}}"}'],
    ['{"id": "9f1c2c1e-8a1f-4c39-9a51-2f6f9b6b2f10", "key": "Europe/Berlin/summer"}'],
    [`page_token=${drawn}&idempotency-key=${drawn}`],
    ['password=your-password&api_key=YOUR_API_KEY&secret=xxxxxxxxxxxx&token=changeme'],
    ['{"apiKey": "<your key>", "password": "$PASSWORD"}'],
    ['https://api.example.com:8443/v2/workspaces/acme@europe'],
    ['Your token: please see the documentation. Passwords: none. Basic understanding of bearer bonds helps.'],
    ['commit 3f786850e387550fdab836ed7e6dc881de23001b'],
    ['9f1c2c1e-8a1f-4c39-9a51-2f6f9b6b2f10', 'X-Request-Id'],
    ['sk-ip-to-content and whsec_ and ghp_ and pst_'],
    ['AKIAIOSFODNN7EXAMPLE'],
    ['Bearer {secret:billing-key}', 'Authorization'],
    ['{"apiKey": "{secret:billing-key}", "other": "{{ secret: CRM.key#part }}"}'],
  ]
  for (const [index, [text, name]] of cases.entries())
    test(`case ${index + 1}`, () => assert.deepEqual(found(text, name), []))
})

test('a text of any kind is read without a throw, and what is found lies in it, in order, without overlaps', () => {
  const word = fc.constantFrom(
    'Bearer ',
    'api_key=',
    '"password":"',
    drawn,
    hex,
    'AKIA',
    'sk_live_',
    '://u:',
    '@',
    '{',
    '\n',
  )
  const texts = fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 30 })
  fc.assert(
    fc.property(texts, fc.option(fc.constantFrom('Cookie', 'Authorization', 'X-Api-Key', 'Accept')), (parts, name) => {
      const text = parts.join('')
      let last = 0
      for (const { start, end } of findCredentials(text, name === null ? {} : { name })) {
        assert.ok(start >= last && end > start && end <= text.length)
        assert.doesNotMatch(text.slice(start, end), /[{}]/)
        last = end
      }
    }),
    { numRuns: 1500 },
  )
})

test('a hostile text of 256 KiB is read as quickly as a short one is long', () => {
  const of = (seed: string, size: number) => seed.repeat(Math.floor(size / seed.length))
  const seeds = [
    'eyJ',
    'eyJaaaaaaaa.',
    'a.',
    'sk-',
    'SG.',
    '-----BEGIN PRIVATE KEY-----',
    'token=',
    'https://a:',
    '"a":"',
  ]
  const steps = (size: number) => {
    const start = process.cpuUsage().user
    for (const seed of seeds) findCredentials(of(seed, size), { name: 'X-Api-Key' })
    return process.cpuUsage(undefined).user - start
  }
  steps(1024)
  // Quadratic, it would be 256 times as long.
  assert.ok(steps(256 * 1024) < 64 * Math.max(steps(16 * 1024), 2000))
})

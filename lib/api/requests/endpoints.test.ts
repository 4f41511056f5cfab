import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { allow, arrived, encrypting, envelopeOf, forgetEndpoints } from '#lib/testing/endpoints.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { tenant, upstream } from '#lib/testing/sends.ts'
import { decryptOperation } from './decrypt-operation.ts'
import { encryptOperation } from './encrypt-operation.ts'
import { listEndpointsOperation } from './list-endpoints-operation.ts'

beforeEach(() => forgetEndpoints())

const sender = async () => (await anApiToken(tenant, ['requests:send'])).text

test('a text is sealed for the other end, what it seals is opened, and each use of the key has a record of the token', async () => {
  const text = await sender()
  const made = await encrypting()
  const params = { id: made.endpoint.id }
  const sealed = await askApi(encryptOperation, text, { params, body: { text: '{"amount":12}' } })
  assert.equal(sealed.status, 200, sealed.text)
  assert.equal(arrived(sealed.body.envelope, made).text, '{"amount":12}')
  const envelope = envelopeOf('{"state":"done"}', made)
  const opened = await askApi(decryptOperation, text, { params, body: { envelope } })
  assert.deepEqual(opened.body, { text: '{"state":"done"}', contentType: 'application/json' })
  const again = await askApi(decryptOperation, text, { params, body: sealed.body })
  assert.equal(again.body.text, '{"amount":12}')
  const usages = await db().usageRecord.findMany({
    where: { consumerId: made.endpoint.id },
    include: { secrets: true },
  })
  assert.equal(usages.length, 3)
  for (const usage of usages) {
    assert.deepEqual(
      [usage.actorKind, usage.actorName, usage.method, usage.outcome],
      ['token', 'CI', 'API', 'answered'],
    )
    assert.deepEqual(
      usage.secrets.map(({ secretId }) => secretId),
      [made.secret.id],
    )
  }
  assert.equal((await upstream.requests()).length, 0)
})

test('a text of at most 64 KiB, in bytes, is sealed, and what it becomes is opened again', async () => {
  const text = await sender()
  const { endpoint } = await encrypting('a256gcm', { pathPattern: '/large/*' })
  const params = { id: endpoint.id }
  const largest = 'é'.repeat(32 * 1024)
  const sealed = await askApi(encryptOperation, text, { params, body: { text: largest } })
  assert.equal(sealed.status, 200)
  const opened = await askApi(decryptOperation, text, { params, body: sealed.body })
  assert.ok(opened.body.text === largest)
  const before = await db().usageRecord.count()
  const larger = await askApi(encryptOperation, text, { params, body: { text: `${largest}a` } })
  assertProblem(larger, 'invalid', 400)
  assert.deepEqual(larger.body.errors, [{ field: 'text', detail: 'At most 64 KiB.' }])
  assert.equal(await db().usageRecord.count(), before)
})

test('whatever does not open looks the same, and never shows the key', async () => {
  const text = await sender()
  const made = await encrypting()
  const other = await encrypting('a128gcm', { pathPattern: '/other/*' })
  const params = { id: made.endpoint.id }
  const envelope = envelopeOf('text', made)
  const wrong = [
    'no envelope',
    envelopeOf('text', other),
    `${envelope.slice(0, -2)}AA`,
    envelope.replace('..', '.AAAA.'),
    `${envelope}.x`,
    '....',
  ]
  const said = new Set<string>()
  for (const each of wrong) {
    const answer = await askApi(decryptOperation, text, { params, body: { envelope: each } })
    assertProblem(answer, 'invalid', 400)
    said.add(answer.text)
  }
  assert.equal(said.size, 1)
  const key = made.key.toString('base64')
  const shown = await askApi(decryptOperation, text, { params, body: { envelope: envelopeOf(`it is ${key}`, made) } })
  assert.equal(shown.body.text, 'it is ••••••')
})

test('an endpoint without encryption has no key, and one whose key is revoked seals nothing', async () => {
  const text = await sender()
  const plain = await allow({ name: 'Plain', pathPattern: '/plain/*' })
  const asked = { params: { id: plain.id }, body: { text: 'a' } }
  assertProblem(await askApi(encryptOperation, text, asked), 'wrong_state', 409)
  const made = await encrypting('a256gcm', { pathPattern: '/missing/*' })
  await db().allowlistEndpoint.updateMany({ where: { id: made.endpoint.id }, data: { keyName: 'nothing' } })
  const missing = await askApi(encryptOperation, text, { params: { id: made.endpoint.id }, body: { text: 'a' } })
  assertProblem(missing, 'secret_not_found', 422)
})

test('a domain’s token does not use the organization’s keys, one of the organization does', async () => {
  const place = { organization: tenant.organization.slug }
  const value = Buffer.alloc(32, 7).toString('base64')
  await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, secretInput(place, { name: 'sharedkey', type: 'token', value })),
  )
  const made = await encrypting('a256gcm', { pathPattern: '/shared/*' })
  await db().allowlistEndpoint.updateMany({ where: { id: made.endpoint.id }, data: { keyName: 'sharedkey' } })
  const asked = { params: { id: made.endpoint.id }, body: { text: 'a' } }
  assertProblem(await askApi(encryptOperation, await sender(), asked), 'not_permitted', 403)
  const { text } = await anApiToken(tenant, ['requests:send'], { domain: null })
  assert.equal((await askApi(encryptOperation, text, asked)).status, 200)
})

test('the allowlist is listed, and beyond scope and place nothing is listed, sealed or opened', async () => {
  const made = await encrypting('a256gcm', { pathPattern: '/listed/*' })
  const listed = await askApi(listEndpointsOperation, await sender())
  const found = listed.body.items.find(({ id }: { id: string }) => id === made.endpoint.id)
  assert.deepEqual([found.keyName, found.keyStatus, listed.body.onlyAllowlisted], [made.secret.name, 'active', false])
  const reader = (await anApiToken(tenant, ['secrets:read', 'secrets:write'])).text
  const american = (await anApiToken(tenant, ['requests:send'], { domain: 'america' })).text
  const stranger = (await anApiToken(await makeTenant(), ['requests:send'], { domain: null })).text
  const before = await db().usageRecord.count()
  const params = { id: made.endpoint.id }
  for (const [operation, body] of [
    [encryptOperation, { text: 'a' }],
    [decryptOperation, { envelope: envelopeOf('a', made) }],
  ] as const) {
    assertProblem(await askApi(operation, reader, { params, body }), 'not_permitted', 403)
    assertProblem(await askApi(operation, american, { params, body }), 'not_found', 404)
    assertProblem(await askApi(operation, stranger, { params, body }), 'not_found', 404)
    assertProblem(await askApi(operation, null, { params, body }), 'unauthenticated', 401)
  }
  assertProblem(await askApi(listEndpointsOperation, reader), 'not_permitted', 403)
  assertProblem(await askApi(listEndpointsOperation, american, { query: { domain: 'europe' } }), 'not_found', 404)
  assert.deepEqual((await askApi(listEndpointsOperation, stranger, { query: { domain: 'europe' } })).body.items, [])
  assert.equal(await db().usageRecord.count(), before)
})

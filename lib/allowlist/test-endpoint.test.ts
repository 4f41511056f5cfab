import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { allow, arrived, encrypting, envelopeOf, forgetEndpoints } from '#lib/testing/endpoints.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { tenant, upstream } from '#lib/testing/sends.ts'
import { openPasted } from './open-pasted.ts'
import { testEndpoint } from './test-endpoint.ts'

beforeEach(async () => {
  await forgetEndpoints()
  await db().throttle.deleteMany({ where: { key: { startsWith: 'endpoint-test' } } })
})

const roundTrip = async (id: string, text = 'a sample ü') =>
  testEndpoint(await tenant.permit('allowlist:test'), { ...tenant.place, id, text })
const paste = async (id: string, envelope: string) =>
  openPasted(await tenant.permit('allowlist:test'), { ...tenant.place, id, envelope })
const records = (secretId: string) =>
  db().usageRecord.findMany({ where: { secrets: { some: { secretId } } }, orderBy: { at: 'asc' } })

describe('a round trip', () => {
  test('shows the envelope of a sample and what it opens to, sends nothing, and leaves a record of the key’s use', async () => {
    const sealed = await encrypting()
    await upstream.forget()
    const shown = await roundTrip(sealed.endpoint.id)
    assert.equal(shown.opened, 'a sample ü')
    assert.equal(arrived(shown.envelope, sealed).text, 'a sample ü')
    assert.deepEqual(JSON.parse(shown.header), {
      alg: 'dir',
      enc: 'A256GCM',
      kid: '1',
      cty: 'text/plain; charset=utf-8',
    })
    assert.ok(!JSON.stringify(shown).includes(sealed.key.toString('base64')))
    assert.deepEqual(await upstream.requests(), [])
    const [record, ...more] = await records(sealed.secret.id)
    assert.equal(more.length, 0)
    assert.deepEqual(
      [record?.consumerKind, record?.consumerId, record?.outcome, record?.method],
      ['allowlist_endpoint', sealed.endpoint.id, 'answered', 'TEST'],
    )
  })

  test('with a key that may not be used is refused and logged', async () => {
    const { endpoint, secret } = await encrypting()
    await runChange(await tenant.permit('secret:revoke'), (scope) =>
      revokeSecret(scope, { ...tenant.place, id: secret.id, rowVersion: 1 }),
    )
    await assert.rejects(roundTrip(endpoint.id), { code: 'secret_revoked' })
    assert.deepEqual(await records(secret.id), [])
  })

  test('of an endpoint without encryption, or of elsewhere, is none', async () => {
    const { id } = await allow()
    await assert.rejects(roundTrip(id), { code: 'wrong_state' })
    await assert.rejects(roundTrip(randomUUID()), { code: 'not_found' })
    const other = await (await makeTenant()).permit('allowlist:test', 'owner')
    await assert.rejects(testEndpoint(other, { ...tenant.place, id, text: 'x' }), { code: 'not_found' })
    await assert.rejects(tenant.permit('allowlist:test', 'editor'), { code: 'not_permitted' })
  })

  test('is limited, together with what is pasted', async () => {
    const { endpoint } = await encrypting()
    for (let n = 0; n < 30; n++) await roundTrip(endpoint.id)
    await assert.rejects(roundTrip(endpoint.id), { code: 'rate_limited' })
    await assert.rejects(paste(endpoint.id, 'x'), { code: 'rate_limited' })
  })
})

describe('a pasted envelope', () => {
  test('of the other end is opened, without the key where it holds it', async () => {
    const sealed = await encrypting('a192gcm')
    const text = `{"key":"${sealed.key.toString('hex')}","paid":true}`
    const shown = await paste(sealed.endpoint.id, envelopeOf(text, sealed))
    assert.deepEqual(shown, { text: '{"key":"••••••","paid":true}', contentType: 'application/json', keyVersion: 1 })
    assert.equal((await records(sealed.secret.id))[0]?.code, null)
  })

  test('that does not open is refused in one sentence, and leaves a record that says so', async () => {
    const sealed = await encrypting()
    const own = envelopeOf('text', sealed)
    const said = new Set<string>()
    const wrong = [
      'text',
      own.slice(1),
      own.slice(0, -1),
      envelopeOf('text', { ...sealed, key: randomBytes(32) }),
      envelopeOf('text', { key: randomBytes(24), encryption: 'a192gcm' }),
    ]
    for (const envelope of wrong)
      await assert.rejects(paste(sealed.endpoint.id, envelope), (error: { code?: string; message: string }) => {
        said.add(error.message)
        return error.code === 'response_not_opened'
      })
    assert.equal(said.size, 1)
    const codes = (await records(sealed.secret.id)).map(({ code }) => code)
    assert.deepEqual(new Set(codes), new Set(['response_not_opened']))
    assert.equal(codes.length, wrong.length)
  })
})

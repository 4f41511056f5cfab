import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { editInput } from '#lib/testing/a-secret.ts'
import { answerOf, arrived, encrypting, envelopeOf, forgetEndpoints } from '#lib/testing/endpoints.ts'
import { answered, bodySeen, refused, request, tenant, upstream } from '#lib/testing/sends.ts'
import { getEndpoint } from './read-endpoints.ts'

beforeEach(forgetEndpoints)

const json = () => request({ bodyType: 'json', body: '{"a":1}' })
const hours = (n: number) => new Date(Date.now() - n * 60 * 60 * 1000)

/** The key gets a new value, so many hours ago. */
async function rotate(secret: { id: string }, rowVersion: number, hoursAgo = 0, isLeaked = false): Promise<Buffer> {
  const key = randomBytes(32)
  const edit = editInput(tenant.place, { id: secret.id, rowVersion, value: key.toString('base64'), isLeaked } as never)
  await runChange(await tenant.permit('secret:edit'), (scope) => editSecret(scope, edit))
  const version = rowVersion + 1
  await db().secretVersion.updateMany({ where: { secretId: secret.id, version }, data: { createdAt: hours(hoursAgo) } })
  return key
}

const opens = async (sealed: { key: Buffer; encryption: 'a256gcm' }) => {
  await upstream.answer(answerOf(envelopeOf('fine', sealed)))
  return (await answered(json())).answer.body === 'fine'
}
const withholds = async (sealed: { key: Buffer; encryption: 'a256gcm' }) => {
  await upstream.answer(answerOf(envelopeOf('fine', sealed)))
  return (await refused(json())).code === 'response_not_opened'
}
const details = async ({ id }: { id: string }) => getEndpoint(await tenant.permit('allowlist:list', 'editor'), id)

describe('after a rotation of the key', () => {
  test('requests are sealed under the new version at once, and answers under the one before open for a while', async () => {
    const { key, secret, endpoint } = await encrypting('a256gcm', { graceHours: 2 })
    const [old, encryption] = [key, 'a256gcm' as const]
    const now = await rotate(secret, 1, 1)
    assert.ok(await opens({ key: old, encryption }))
    const sealed = await bodySeen()
    assert.deepEqual(arrived(sealed, { key: now, encryption }).kid, '2')
    assert.throws(() => arrived(sealed, { key: old, encryption }))
    assert.ok(await opens({ key: now, encryption }))
    const { keyVersion, previousUntil } = await details(endpoint)
    assert.equal(keyVersion, 2)
    assert.ok(Math.abs(Date.parse(previousUntil ?? '') - hours(-1).getTime()) < 60_000)
  })

  test('they no longer do when the time is over, or there is none', async () => {
    for (const [graceHours, hoursAgo] of [
      [2, 3],
      [0, 0],
    ] as const) {
      await forgetEndpoints()
      const { key, secret, endpoint } = await encrypting('a256gcm', { graceHours })
      const now = await rotate(secret, 1, hoursAgo)
      assert.ok(await withholds({ key, encryption: 'a256gcm' }))
      assert.ok(await opens({ key: now, encryption: 'a256gcm' }))
      assert.equal((await details(endpoint)).previousUntil, null)
    }
  })

  test('nor under a version that is destroyed, or older than the one before', async () => {
    const { key, secret, endpoint } = await encrypting('a256gcm', { graceHours: 720 })
    const encryption = 'a256gcm'
    const second = await rotate(secret, 1, 1)
    const third = await rotate(secret, 2)
    assert.ok(await withholds({ key, encryption }))
    assert.ok(await opens({ key: second, encryption }))
    const fourth = await rotate(secret, 3, 0, true)
    assert.ok(await withholds({ key: third, encryption }))
    assert.ok(await opens({ key: fourth, encryption }))
    assert.equal((await details(endpoint)).previousUntil, null)
  })

  test('a version before that was no such key stops nothing', async () => {
    const { key, secret } = await encrypting('a256gcm')
    const where = { organizationId: tenant.organization.id, secretId: secret.id }
    await db().allowlistEndpoint.updateMany({
      where: { organizationId: tenant.organization.id },
      data: { encryption: 'a128gcm' },
    })
    const short = randomBytes(16)
    const edit = editInput(tenant.place, { id: secret.id, rowVersion: 1, value: short.toString('base64') } as never)
    await runChange(await tenant.permit('secret:edit'), (scope) => editSecret(scope, edit))
    assert.equal(await db().secretVersion.count({ where }), 2)
    await upstream.answer(answerOf(envelopeOf('fine', { key: short, encryption: 'a128gcm' })))
    assert.equal((await answered(json())).answer.body, 'fine')
    assert.equal(key.byteLength, 32)
  })
})

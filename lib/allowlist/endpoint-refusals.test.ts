import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { send } from '#lib/sending/send.ts'
import { editInput, secretInput } from '#lib/testing/a-secret.ts'
import { allow, answerOf, encrypting, envelopeOf, forgetEndpoints, setPolicy } from '#lib/testing/endpoints.ts'
import {
  answered,
  canary,
  consumer,
  refused,
  request,
  store,
  tenant,
  token,
  upstream,
  usageOf,
} from '#lib/testing/sends.ts'

beforeEach(forgetEndpoints)

const json = (changes: Partial<StoredRequest> = {}) => request({ bodyType: 'json', body: '{"a":1}', ...changes })

/** Not one byte of it arrived, and no secret counts as used. */
async function stopsBefore(stored: StoredRequest, code: string, names: RegExp) {
  await upstream.forget()
  const exchange = await refused(stored)
  assert.deepEqual([exchange.code, exchange.nothingLeft], [code, true], JSON.stringify(exchange))
  assert.match(exchange.message, names)
  assert.deepEqual(await upstream.requests(), [])
  assert.deepEqual((await usageOf(exchange.usageId))?.secrets ?? [], [])
  return exchange
}

describe('where only allowlisted addresses may be called', () => {
  test('nothing else is, whether it carries a secret or not', async () => {
    const { name } = await token(canary('token'))
    await setPolicy(true)
    await stopsBefore(json(), 'endpoint_not_allowlisted', /Only allowlisted addresses may be called/)
    await allow({ pathPattern: '/v1/*/items' })
    await allow({ hostPattern: `127.0.0.1:${upstream.port}` })
    await allow({ hostPattern: 'localhost' })
    await stopsBefore(json(), 'endpoint_not_allowlisted', /Only allowlisted/)
    const header = [{ name: 'X-Api-Key', value: `{secrets.${name}}` }]
    await stopsBefore(json({ headers: header }), 'endpoint_not_allowlisted', /Only allowlisted/)
    await allow({ pathPattern: '/v1/contacts' })
    await answered(json({ headers: header }))
    await setPolicy(false)
    await answered(json({ path: '/v9' }))
  })

  test('an endpoint of another domain allows nothing', async () => {
    await setPolicy(true)
    const { id } = await allow()
    await db().allowlistEndpoint.updateMany({ where: { id }, data: { domainId: tenant.organization.america.id } })
    await stopsBefore(json(), 'endpoint_not_allowlisted', /Only allowlisted/)
  })

  test('a redirect is judged like any request', async () => {
    await setPolicy(true)
    await allow({ pathPattern: '/v1/*' })
    const to = (location: string) => ({ status: 302, headers: [{ name: 'Location', value: location }] })
    await upstream.answer({ body: 'fine', targets: { '/v1/contacts': to('/v2/contacts') } })
    const exchange = await refused(json({ method: 'GET', bodyType: 'none', followRedirects: true }))
    assert.equal(exchange.code, 'endpoint_not_allowlisted')
    assert.deepEqual(
      (await upstream.requests()).map(({ target }) => target),
      ['/v1/contacts'],
    )
  })
})

describe('what is filled in', () => {
  const fill = async (stored: StoredRequest, text: string) =>
    send(await tenant.permit('integration:test'), consumer, stored, {
      fills: () => ({ text, json: JSON.stringify(text), isSensitive: false }),
    })

  test('may not lead to another endpoint than the one that was judged, with the policy or without', async () => {
    await allow({ name: 'Orders', pathPattern: '/v1/*' })
    await allow({ name: 'Admin', pathPattern: '/v1/admin' })
    for (const isOn of [true, false]) {
      await setPolicy(isOn)
      const stored = json({ path: '/v1/{{event.kind}}' })
      const exchange = await fill(stored, 'admin')
      assert.ok(exchange.outcome === 'refused')
      assert.deepEqual(
        [exchange.code, exchange.field, exchange.nothingLeft],
        ['endpoint_not_allowlisted', 'path', true],
      )
      assert.match(exchange.message, /no longer to the allowlist endpoint Orders/)
      assert.deepEqual(await upstream.requests(), [])
      assert.equal((await fill(stored, 'list')).outcome, 'answered')
      await upstream.forget()
    }
  })

  test('and the value of a secret neither, which its refusal does not quote', async () => {
    const { name, id } = await token('admin-of-the-house')
    await allow({ name: 'Orders', pathPattern: '/v1/*' })
    await allow({ name: 'Admin', pathPattern: '/v1/admin-of-the-house' })
    const exchange = await stopsBefore(
      json({ path: `/v1/{secrets.${name}}` }),
      'endpoint_not_allowlisted',
      /no longer to the allowlist endpoint Orders/,
    )
    assert.doesNotMatch(JSON.stringify(exchange), /admin-of/)
    assert.equal(exchange.secrets[0]?.id, id)
  })
})

describe('the key of an endpoint', () => {
  const key = () => randomBytes(32).toString('base64')
  const asSeen = (id: string) => ({ ...tenant.place, id, rowVersion: 1 })

  test('stops the send like any secret, and the refusal names the endpoint', async () => {
    const cases = [
      {
        code: 'secret_revoked',
        change: async (id: string) =>
          runChange(await tenant.permit('secret:revoke'), (scope) => revokeSecret(scope, asSeen(id))),
      },
      {
        code: 'secret_archived',
        change: async (id: string) =>
          runChange(await tenant.permit('secret:archive'), (scope) => archiveSecret(scope, asSeen(id))),
      },
      {
        code: 'secret_not_found',
        change: async (id: string, name: string) =>
          runChange(await tenant.permit('secret:delete'), (scope) =>
            deleteSecret(scope, { ...asSeen(id), confirmation: name }),
          ),
      },
      {
        code: 'value_not_encodable',
        change: async (id: string) =>
          runChange(await tenant.permit('secret:edit'), (scope) =>
            editSecret(
              scope,
              editInput(tenant.place, { ...asSeen(id), value: randomBytes(24).toString('base64') } as never),
            ),
          ),
      },
    ] as const
    for (const { code, change } of cases) {
      await forgetEndpoints()
      const { secret } = await encrypting('a256gcm', { name: 'Payments' })
      await change(secret.id, secret.name)
      const exchange = await stopsBefore(json(), code, /The key of the allowlist endpoint Payments names/)
      assert.equal(exchange.field, 'key')
      if (code === 'value_not_encodable') assert.match(exchange.message, /The key has 24 bytes; AES-256 needs 32\./)
    }
  })

  test('for webhooks alone, or of other hosts, is refused when it is stored and when it is used', async () => {
    const make = (over: object) =>
      tenant
        .permit('secret:create')
        .then((permit) =>
          runChange(permit, (scope) =>
            createSecret(scope, secretInput(tenant.place, { type: 'token', value: key(), ...over })),
          ),
        )
    for (const { over, code } of [
      { over: { name: 'for-webhooks', purpose: 'webhook' }, code: 'secret_wrong_purpose' },
      { over: { name: 'for-others', allowedHosts: ['api.example.com'] }, code: 'host_not_allowed' },
    ] as const) {
      await forgetEndpoints()
      await make(over)
      await assert.rejects(allow({ encryption: 'a256gcm', keyName: over.name }), { code: 'invalid' })
      const { endpoint } = await encrypting()
      await db().allowlistEndpoint.updateMany({ where: { id: endpoint.id }, data: { keyName: over.name } })
      await stopsBefore(json(), code, /Payments names it/)
    }
  })

  test('that the database no longer holds as Postern wrote it opens nothing', async () => {
    const { secret } = await encrypting()
    const where = { organizationId_id: { organizationId: tenant.organization.id, id: secret.id } }
    await db().secret.update({ where, data: { purpose: 'integration' } })
    await upstream.forget()
    await assert.rejects(refused(json()))
    assert.deepEqual(await upstream.requests(), [])
  })

  test('whole, of a pair or of JSON, is none', async () => {
    const pair = await store({ type: 'username_password', value: { username: 'aes', password: key() } })
    const whole = await store({ type: 'json', value: '{"k":"0123456789abcdef","n":1234567890123456}' })
    for (const [over, problem] of [
      [{ keyName: pair.name }, /username and a password/],
      [{ keyName: pair.name, keyPart: 'username' }, /A key is a Token/],
      [{ keyName: whole.name }, /A key is a Token/],
      [{ keyName: whole.name, keyPart: 'n' }, /A key is a Token/],
      [{ keyName: whole.name, keyPart: 'none' }, /has no part #none/],
      [{ keyName: 'none-of-this-name' }, /There is no secret named none-of-this-name/],
    ] as const)
      await assert.rejects(
        allow({ encryption: 'a128gcm', keyEncoding: 'text', ...over }),
        (error: { fields?: Record<string, string> }) => problem.test(error.fields?.keyName ?? ''),
      )
    assert.equal(await db().allowlistEndpoint.count({ where: { organizationId: tenant.organization.id } }), 0)
  })
})

describe('a redirect of an endpoint with encryption', () => {
  test('is followed to the very same endpoint alone, in a new envelope', async () => {
    const to = (location: string) => ({ status: 307, headers: [{ name: 'Location', value: location }] })
    const sealed = await encrypting('a256gcm', { pathPattern: '/v1/*' })
    await allow({ name: 'Other', pathPattern: '/v2/*' })
    await allow({ name: 'Same, elsewhere', hostPattern: `127.0.0.1:${upstream.port}` })
    const fine = answerOf(envelopeOf('fine', sealed))
    await upstream.answer({ ...fine, targets: { '/v1/contacts': to('/v1/people') } })
    await answered(json({ followRedirects: true }))
    const bodies = (await upstream.requests()).map(({ body }) => body)
    assert.equal(new Set(bodies).size, 2)
    for (const location of ['/v2/people', '/v3', `https://127.0.0.1:${upstream.port}/v1/contacts`]) {
      await upstream.forget()
      await upstream.answer({ ...fine, targets: { '/v1/contacts': to(location) } })
      const exchange = await refused(json({ followRedirects: true }))
      assert.equal(exchange.code, 'redirect_refused')
      assert.equal((await upstream.requests()).length, 1)
    }
  })
})

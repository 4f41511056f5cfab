import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import {
  canary,
  consumer,
  impostor,
  type Refused,
  refused,
  request,
  sendIt,
  stateOf,
  tenant,
  token,
  upstream,
  usageOf,
  withHeader,
} from '#lib/testing/sends.ts'
import { send } from './send.ts'

describe('a send stops before a byte leaves, with its code and a sentence that names secret and field', () => {
  const stops = async (stored: StoredRequest, code: string, step: string, named: RegExp[]) => {
    const exchange = await refused(stored)
    assert.equal(exchange.code, code)
    assert.equal(stateOf(exchange)[step], 'stopped')
    assert.equal(exchange.nothingLeft, true)
    for (const pattern of named) assert.match(exchange.message, pattern)
    assert.deepEqual(await upstream.requests(), [])
    assert.equal(await upstream.connections(), 0)
    return exchange
  }

  test('a secret that does not exist', async () => {
    const exchange = await stops(withHeader('{secrets.no-such}'), 'secret_not_found', 'resolve', [
      /no-such/,
      /The header X-Api-Key/,
    ])
    assert.deepEqual(
      [exchange.field, exchange.secretName, exchange.secretId, exchange.usageId],
      ['headers.0.value', 'no-such', null, null],
    )
    assert.deepEqual(stateOf(exchange), {
      resolve: 'stopped',
      judge: 'not_reached',
      address: 'not_reached',
      send: 'not_reached',
      redact: 'not_reached',
    })
  })

  test('an archived secret', async () => {
    const { id, name } = await token(canary('archived'))
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
    )
    const exchange = await stops(
      request({ query: [{ name: 'k', value: `{secrets.${name}}` }] }),
      'secret_archived',
      'judge',
      [new RegExp(name), /The query parameter k/],
    )
    assert.deepEqual([exchange.field, exchange.secretName, exchange.secretId], ['query.0.value', name, id])
  })

  test('another domain’s or organization’s secret', async () => {
    const { name } = await token(canary('foreign'))
    const other = await makeTenant()
    assert.equal((await refused(withHeader(`{secrets.${name}}`), other)).code, 'secret_not_found')
    const america = await tenant.permit('integration:test', 'owner', 'america')
    const exchange = await send(america, consumer, withHeader(`{secrets.${name}}`))
    assert.equal((exchange as Refused).code, 'secret_not_found')
  })

  test('what was saved is judged again', async () => {
    const { name } = await token(canary('token'))
    await stops(withHeader('{secret.x}'), 'reference_malformed', 'resolve', [/The header X-Api-Key/, /character 1/])
    await stops(
      request({ headers: [{ name: `{secrets.${name}}`, value: 'x' }] }),
      'reference_not_allowed_here',
      'resolve',
      [/name/],
    )
    await stops(request({ baseUrl: `https://{secrets.${name}}` }), 'invalid', 'resolve', [/base URL/])
    await stops(withHeader(`{secrets.${name}}{secrets.other}`), 'one_secret_per_field', 'resolve', [/2 secrets/])
    await stops(withHeader('x', 'Host'), 'invalid', 'resolve', [/Host/])
    await stops(request({ bodyType: 'json', body: `{"a":{secrets.${name}}}` }), 'value_not_encodable', 'judge', [
      /quotes/,
    ])
  })

  test('a host without https', async () => {
    const { name } = await token(canary('token'))
    await stops(
      { ...withHeader(`{secrets.${name}}`), baseUrl: `http://localhost:${upstream.port}` },
      'https_required',
      'judge',
      [new RegExp(name), /https/],
    )
  })

  test('an address inside', async () => {
    const { name } = await token(canary('token'))
    const addresses = [
      '127.0.0.1:1',
      '[::1]:1',
      '10.0.0.1',
      '169.254.169.254',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      '2130706433',
      '[64:ff9b::7f00:1]',
      '0.0.0.0',
      'localhost:1',
    ]
    for (const host of addresses) {
      const exchange = await stops(
        { ...withHeader(`{secrets.${name}}`), baseUrl: `https://${host}` },
        'address_refused',
        'address',
        [/where requests may not go/],
      )
      assert.equal(exchange.usageId, null)
    }
  })

  test('a certificate that is not verified: not one byte of the request', async () => {
    const { id, name } = await token(canary('token'))
    const exchange = await stops(
      { ...withHeader(`{secrets.${name}}`), baseUrl: impostor.origin },
      'upstream_tls',
      'send',
      [/self-signed/],
    )
    assert.deepEqual(await impostor.requests(), [])
    const usage = await usageOf(exchange.usageId)
    assert.deepEqual([usage?.outcome, usage?.code, usage?.secrets], ['failed', 'upstream_tls', []])
    assert.equal(await db().usageRecordSecret.count({ where: { secretId: id } }), 0)
  })

  test('a request that its values make too large', async () => {
    const { name } = await token('é'.repeat(32 * 1024))
    const query = Array.from({ length: 12 }, (_, index) => ({ name: `k${index}`, value: `{secrets.${name}}` }))
    await stops(request({ query }), 'request_too_large', 'send', [/1 MiB/])
  })
})

describe('what was changed in the database by somebody without the key', () => {
  const tampered = async (change: (secret: { id: string; name: string }) => Promise<unknown>) => {
    const value = canary('tampered')
    const secret = await token(value)
    await change(secret)
    await assert.rejects(
      sendIt(withHeader(`{secrets.${secret.name}}`)),
      (error: Error) => !error.message.includes(value) && error.name !== 'PosternError',
    )
    assert.deepEqual(await upstream.requests(), [])
  }
  const organizationId = () => tenant.organization.id

  test('a state', async () => {
    const { id, name } = await token(canary('archived'))
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
    )
    await db().secret.updateMany({ where: { id }, data: { archivedAt: null } })
    await assert.rejects(sendIt(withHeader(`{secrets.${name}}`)))
    assert.deepEqual(await upstream.requests(), [])
  })
  test('a name', () =>
    tampered(({ id, name }) => db().secret.updateMany({ where: { id }, data: { name: name.toUpperCase() } })))
  test('the allowed hosts', () =>
    tampered(({ id }) =>
      db().secretVersion.updateMany({
        where: { secretId: id },
        data: { allowedHosts: ['*.localhost', 'localhost'].map((host) => `${host}:${upstream.port}`) },
      }),
    ))
  test('a value that is moved from another secret', () =>
    tampered(async ({ id }) => {
      const other = await token(canary('other'))
      const from = await db().secretVersion.findFirst({
        where: { organizationId: organizationId(), secretId: other.id },
      })
      await db().secretVersion.updateMany({ where: { secretId: id }, data: { sealedValue: from?.sealedValue ?? null } })
    }))
  test('a value that is taken away', () =>
    tampered(({ id }) => db().secretVersion.updateMany({ where: { secretId: id }, data: { sealedValue: null } })))

  test('the record of such a send is completed, and says that nothing was used', async () => {
    const { id, name } = await token(canary('tampered'))
    await db().secretVersion.updateMany({ where: { secretId: id }, data: { sealedValue: null } })
    await assert.rejects(sendIt(withHeader(`{secrets.${name}}`)))
    const last = await db().usageRecord.findFirst({
      where: { organizationId: organizationId() },
      orderBy: { at: 'desc' },
      include: { secrets: true },
    })
    assert.deepEqual([last?.outcome, last?.code, last?.secrets], ['failed', 'internal', []])
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { fullAim } from '#lib/testing/a-consumer.ts'
import {
  answered,
  canary,
  consumer,
  refused,
  request,
  stateOf,
  tenant,
  token,
  upstream,
  usageOf,
} from '#lib/testing/sends.ts'
import type { UpstreamAnswer } from '#lib/testing/upstream.ts'
import { maxRedirects } from './limits.ts'
import { send } from './send.ts'
import type { Consumer } from './usage.ts'

const to = (location: string, status = 302): UpstreamAnswer => ({
  status,
  headers: [{ name: 'Location', value: location }],
})
const plain = { body: 'fine', headers: [{ name: 'Content-Type', value: 'text/plain' }] }
/** The same server under its other name: another origin. */
const elsewhere = (path: string) => `https://127.0.0.1:${upstream.port}${path}`
const following = (changes: Partial<StoredRequest>) => request({ followRedirects: true, ...changes })
const withToken = (name: string, changes: Partial<StoredRequest> = {}) =>
  following({ headers: [{ name: 'X-Api-Key', value: `{secrets.${name}}` }], ...changes })
const seen = async () =>
  (await upstream.requests()).map(({ method, target, headers, body }) => ({
    method,
    target,
    headers: new Map(headers.map(({ name, value }) => [name.toLowerCase(), value])),
    body: Buffer.from(body, 'base64').toString(),
  }))

describe('a redirect', () => {
  test('within the origin is followed with the secrets, and each hop has its own record', async () => {
    const value = canary('token')
    const { id, name } = await token(value)
    await upstream.answer({ ...plain, targets: { '/v1/contacts': to('/v2/contacts?a=b', 307) } })
    const exchange = await answered(withToken(name, { bodyType: 'json', body: `{"k":"{secrets.${name}}"}` }))
    const [first, second, ...more] = await seen()
    assert.equal(more.length, 0)
    assert.deepEqual([first?.target, second?.target], ['/v1/contacts', '/v2/contacts?a=b'])
    for (const each of [first, second]) {
      assert.equal(each?.headers.get('x-api-key'), value)
      assert.equal(each?.body, `{"k":"${value}"}`)
    }
    const [earlier] = exchange.earlier
    assert.deepEqual([earlier?.why, earlier?.status, earlier?.code], ['redirect', 307, null])
    const records = await db().usageRecordSecret.findMany({ where: { secretId: id }, include: { usage: true } })
    assert.deepEqual(records.map(({ usage }) => usage.status).sort(), [200, 307])
    assert.deepEqual(new Set(records.map(({ usageId }) => usageId)), new Set([earlier?.usageId, exchange.usageId]))
    assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
  })

  test('to another origin is followed without secrets and typed credentials, where they stood in headers alone', async () => {
    const { name } = await token(canary('token'))
    await upstream.answer({ ...plain, targets: { '/v1/contacts': to(elsewhere('/v1/other')) } })
    const headers = [
      { name: 'X-Api-Key', value: `{secrets.${name}}` },
      { name: 'Authorization', value: 'Bearer typed' },
      { name: 'Cookie', value: 'typed=1' },
      { name: 'X-Api-Key-2', value: 'typed' },
      { name: 'Accept-Language', value: 'en' },
    ]
    const exchange = await answered(following({ method: 'GET', headers }))
    const [, second] = await seen()
    assert.equal(second?.target, '/v1/other')
    assert.equal(second?.headers.get('accept-language'), 'en')
    for (const gone of ['x-api-key', 'authorization', 'cookie', 'x-api-key-2'])
      assert.equal(second?.headers.get(gone), undefined, gone)
    assert.equal(exchange.host, `127.0.0.1:${upstream.port}`)
    // The hop's record says where it went, and that no secret was used there.
    const record = await usageOf(exchange.usageId)
    assert.deepEqual([record?.host, record?.secrets], [exchange.host, []])
  })

  test('turns a POST into a GET without its body, except 307 and 308', async () => {
    for (const [status, method] of [
      [301, 'GET'],
      [302, 'GET'],
      [303, 'GET'],
      [307, 'POST'],
      [308, 'POST'],
    ] as const) {
      await upstream.forget()
      await upstream.answer({ ...plain, targets: { '/v1/contacts': to('/next', status) } })
      await answered(following({ bodyType: 'text', body: 'text' }))
      const [, second] = await seen()
      assert.deepEqual([second?.method, second?.body], [method, method === 'GET' ? '' : 'text'])
      assert.equal(second?.headers.has('content-type'), method === 'POST')
    }
  })

  const stops = async (stored: StoredRequest, answer: UpstreamAnswer, why: RegExp) => {
    await upstream.forget()
    await upstream.answer({ ...plain, targets: { '/v1/contacts': answer, '/v1/contacts?k=1': answer } })
    const exchange = await refused(stored)
    assert.equal(exchange.code, 'redirect_refused')
    assert.match(exchange.message, why)
    assert.deepEqual([exchange.nothingLeft, stateOf(exchange).send], [false, 'stopped'])
    assert.equal((await upstream.requests()).length, 1, 'It was followed.')
    const usage = await usageOf(exchange.usageId)
    assert.deepEqual([usage?.outcome, usage?.code, usage?.status], ['failed', 'redirect_refused', answer.status])
    return exchange
  }

  test('to another origin stops where a secret stands in path, query or body', async () => {
    const { name } = await token('simple-token-1')
    const answer = { ...plain, targets: {} }
    const away = to(elsewhere('/v1/other'), 307)
    for (const changes of [
      { path: `/v1/{secrets.${name}}` },
      { query: [{ name: 'k', value: `{secrets.${name}}` }] },
      { bodyType: 'text' as const, body: `{secrets.${name}}` },
    ]) {
      await upstream.forget()
      await upstream.answer({ ...answer, ...away })
      const exchange = await refused(following(changes))
      assert.deepEqual([exchange.code, (await upstream.requests()).length], ['redirect_refused', 1])
      assert.match(exchange.message, /in the address or the body/)
    }
  })

  test('stops where its address holds a value, however encoded, or is none that Postern goes to', async () => {
    const value = canary('token')
    const { name } = await token(value)
    const stored = withToken(name)
    const encoded = [value, Buffer.from(`x:${value}`).toString('base64url'), Buffer.from(value).toString('hex')]
    for (const text of encoded) {
      const exchange = await stops(stored, to(`/next?k=${text}`), /holds a value/)
      assert.doesNotMatch(JSON.stringify(exchange), new RegExp(text))
    }
    for (const host of [`https://${value}.example.com/`, elsewhere(`/#${value}`)])
      await stops(stored, to(host), /holds a value/)
    for (const location of [
      'https://user:password@127.0.0.1/',
      'ftp://127.0.0.1/',
      'https://',
      '/a\\b',
      '/a\tb',
      'javascript:1',
    ])
      await stops(stored, to(location), /is none/)
    await stops(stored, to(`http://localhost:${upstream.port}/plain`), /away from https/)
    await stops(stored, { status: 302 }, /does not say where/)
    const twice = { status: 302, headers: [to('/a'), to('/b')].flatMap(({ headers = [] }) => headers) }
    await stops(stored, twice, /says it twice/)
  })

  test('is judged afresh: an address inside is refused, and not one byte goes there', async () => {
    const { name } = await token(canary('token'))
    await upstream.answer(to('https://169.254.169.254/latest'))
    const exchange = await refused(withToken(name))
    assert.deepEqual([exchange.code, stateOf(exchange).address], ['address_refused', 'stopped'])
    assert.equal(exchange.nothingLeft, false, 'The request that was redirected has left.')
  })

  test('is followed five times in a row, and no more', async () => {
    await upstream.answer(to('/again'))
    const exchange = await refused(following({ method: 'GET' }))
    assert.equal(exchange.code, 'too_many_redirects')
    assert.equal((await upstream.requests()).length, maxRedirects + 1)
    assert.equal(exchange.earlier.length, maxRedirects)
  })

  test('is not followed unless the request says so', async () => {
    const { name } = await token(canary('token'))
    await stops({ ...withToken(name), followRedirects: false }, to('/next'), /turn on Follow redirects/)
  })
})

describe('a request that fails', () => {
  const busy = { status: 503, headers: [{ name: 'Retry-After', value: '0' }] }

  test('is sent again where it asks for that, each time with a record of its own', async () => {
    const { id, name } = await token(canary('token'))
    await upstream.answer(busy, { ...busy, status: 429 }, plain)
    const exchange = await answered({ ...withToken(name), method: 'PUT', retries: 3 })
    assert.equal((await upstream.requests()).length, 3)
    assert.deepEqual(
      exchange.earlier.map(({ why, status }) => [why, status]),
      [
        ['retry', 503],
        ['retry', 429],
      ],
    )
    assert.equal(await db().usageRecordSecret.count({ where: { secretId: id } }), 3)
  })

  test('shows the last answer when all tries are used up', async () => {
    await upstream.answer(busy)
    const exchange = await answered(request({ method: 'GET', retries: 1 }))
    assert.deepEqual([exchange.answer.status, exchange.earlier.length], [503, 1])
    assert.equal((await upstream.requests()).length, 2)
  })

  test('is sent again when the server breaks off', async () => {
    await upstream.answer({ breaks: true }, plain)
    const exchange = await answered(request({ method: 'GET', retries: 1 }))
    assert.deepEqual(
      exchange.earlier.map(({ why, status, code }) => [why, status, code]),
      [['retry', null, 'upstream_unreachable']],
    )
  })

  test('is judged afresh: a secret that was revoked meanwhile is not sent again', async () => {
    const { id, name } = await token(canary('token'))
    await upstream.answer({ stall: 'headers' })
    const sending = refused({ ...withToken(name), method: 'GET', retries: 1 })
    while ((await upstream.requests()).length === 0) await new Promise((resolve) => setImmediate(resolve))
    const revoke = await tenant.permit('secret:revoke')
    await runChange(revoke, (scope) => revokeSecret(scope, { ...tenant.place, id, rowVersion: 1 }))
    await upstream.hangUp()
    const exchange = await sending
    assert.deepEqual([exchange.code, exchange.earlier[0]?.code], ['secret_revoked', 'upstream_unreachable'])
    assert.equal((await upstream.requests()).length, 1)
  })

  test('is not sent again once who sends may not any more', async () => {
    await upstream.answer(busy)
    let asked = 0
    const aim: Consumer['aim'] = async ({ isAgain }) => {
      asked += 1
      if (isAgain) throw new PosternError('not_permitted')
      return fullAim
    }
    const sending = send(
      await tenant.permit('integration:test'),
      { ...consumer, aim },
      request({ method: 'GET', retries: 3 }),
    )
    await assert.rejects(sending, { code: 'not_permitted' })
    assert.deepEqual([asked, (await upstream.requests()).length], [2, 1])
  })

  test('is never sent again with a method that does a thing twice, nor after a refusal', async () => {
    await upstream.answer(busy)
    for (const method of ['POST', 'PATCH']) {
      await upstream.forget()
      assert.equal((await answered(request({ method, retries: 3 }))).answer.status, 503)
      assert.equal((await upstream.requests()).length, 1, method)
    }
    const exchange = await refused(withToken('no-such', { method: 'GET', retries: 3 }))
    assert.deepEqual([exchange.code, exchange.earlier], ['secret_not_found', []])
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { canary, dispatched, loopback, refusalOf, requestTo } from '#lib/testing/dispatched.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import type { Connection } from './connection.ts'
import { ConnectionPool } from './connection-pool.ts'
import { dispatch } from './dispatch.ts'
import { maxAnswerBytes, maxIdleConnections, maxIdleConnectionsPerKey } from './limits.ts'

let upstream: Upstream
let pool: ConnectionPool
before(async () => {
  upstream = await startUpstream()
  trustAuthority(upstream.authority)
})
beforeEach(async () => {
  pool = new ConnectionPool()
  await upstream.answer({ body: 'fine' })
  await upstream.forget()
})
after(() => upstream.stop())

const sent = (owner = 'owner', origin = upstream.origin) =>
  dispatched(requestTo(origin), loopback(upstream.port), { pool, owner })
/** Over which connection each request came. */
const connections = async () => (await upstream.requests()).map(({ connection }) => connection)

describe('a connection serves again', () => {
  test('for the same owner and origin, where its answer was read to its end', async () => {
    for (let index = 0; index < 3; index++) assert.equal((await sent()).text, 'fine')
    assert.deepEqual(await connections(), [1, 1, 1])
    assert.equal(pool.size, 1)
  })

  test('many at once share none, and leave no more behind than a burst needs', async () => {
    for (let wave = 0; wave < 3; wave++) {
      const answers = await Promise.all(Array.from({ length: 64 }, () => sent()))
      assert.ok(answers.every(({ text, isConnected }) => text === 'fine' && isConnected))
    }
    const seen = await upstream.requests()
    assert.equal(seen.length, 3 * 64)
    assert.ok(seen.every(({ headers }) => headers.some(({ value }) => value === canary)))
    assert.equal(pool.size, maxIdleConnectionsPerKey)
    assert.ok((await upstream.connections()) <= 64 + 2 * (64 - maxIdleConnectionsPerKey))
  })
})

describe('a connection never serves again', () => {
  test('for another owner', async () => {
    await sent('domain one')
    await sent('domain two')
    await sent('domain one')
    assert.deepEqual(await connections(), [1, 2, 1])
  })

  test('under another name of the same server', async () => {
    await sent()
    await sent('owner', `https://127.0.0.1:${upstream.port}`)
    assert.deepEqual(await connections(), [1, 2])
  })

  test('where its address is not among those that were judged for this send', async () => {
    const other = await startUpstream({ host: '127.0.0.2', port: upstream.port })
    trustAuthority(other.authority)
    try {
      await other.answer({ body: 'the other' })
      const at = (...addresses: string[]) =>
        dispatched(requestTo(upstream.origin), loopback(upstream.port, ...addresses), { pool })
      assert.equal((await at('127.0.0.1')).text, 'fine')
      // The name resolves to another address now.
      assert.equal((await at('127.0.0.2')).text, 'the other')
      assert.equal((await upstream.requests()).length, 1)
      assert.equal((await at('127.0.0.1')).text, 'fine')
      assert.deepEqual([await upstream.connections(), await other.connections()], [1, 1])
    } finally {
      await other.stop()
    }
  })

  test('after an answer that was given up, was too large or broke off', async () => {
    await upstream.answer(
      { body: 'x'.repeat(300_000) },
      { body: 'x'.repeat(maxAnswerBytes + 1) },
      { stall: 'body', body: 'long' },
      {},
    )
    const progress = { isConnected: false, status: null }
    const answer = await dispatch(requestTo(upstream.origin), loopback(upstream.port), progress, 'owner', {
      proxy: null,
      pool,
    })
    await answer.discard()
    const options = { pool, deadlines: { connectMs: 5000, headersMs: 5000, bodyMs: 100 } }
    assert.equal(
      (await refusalOf(requestTo(upstream.origin), loopback(upstream.port), { pool })).code,
      'response_too_large',
    )
    assert.equal(
      (await refusalOf(requestTo(upstream.origin), loopback(upstream.port), options)).code,
      'upstream_timeout',
    )
    assert.equal(pool.size, 0)
    await sent()
    assert.deepEqual(await connections(), [1, 2, 3, 4])
  })

  test('where the server does not want it', async () => {
    await upstream.answer(
      { headers: [{ name: 'Connection', value: 'close' }] },
      { headers: [{ name: 'Keep-Alive', value: 'timeout=1' }] },
      {},
    )
    for (let index = 0; index < 3; index++) await sent()
    assert.deepEqual(await connections(), [1, 2, 3])
  })

  test('once it was idle for as long as the server waits, or a few seconds', { timeout: 20_000 }, async () => {
    await upstream.answer({ headers: [{ name: 'Keep-Alive', value: 'timeout=2' }] })
    await sent()
    assert.equal(pool.size, 1)

    while (pool.size > 0) await wait(20)
    await sent()
    assert.deepEqual(await connections(), [1, 2])
  })
})

describe('a connection that the server has closed', () => {
  test('while it was idle fails no send: a new one is made', async () => {
    await sent()
    await upstream.hangUp()
    // The end arrives while this process does something else, and is not seen before the next send begins.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    assert.equal((await sent()).text, 'fine')
    assert.deepEqual(await connections(), [1, 2])
  })

  test('leaves it truly said that nothing has left, where no new one can be made', async () => {
    const another = await startUpstream()
    trustAuthority(another.authority)
    await dispatched(requestTo(another.origin), loopback(another.port), { pool })
    await another.stop()
    const refusal = await refusalOf(requestTo(another.origin), loopback(another.port), { pool })
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_unreachable', false])
    assert.match(refusal.message, /Nothing was sent/)
  })

  test('once it had the request is told, and the request is not repeated', async () => {
    await upstream.answer({ body: 'fine' }, { breaks: true }, { body: 'never' })
    await sent()
    const refusal = await refusalOf(requestTo(upstream.origin), loopback(upstream.port), { pool })
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_unreachable', true])
    assert.match(refusal.message, /may have done what was asked/)
    assert.deepEqual(await connections(), [1, 1])
  })
})

test('all owners together keep a bounded number, and the oldest goes first', () => {
  const closed: string[] = []
  const idle = (address: string) =>
    ({ isOpen: true, address, onClose: () => {}, close: async () => closed.push(address) }) as unknown as Connection
  for (let index = 0; index < maxIdleConnections + 3; index++) pool.give(`key ${index}`, idle(`10.0.0.${index}`))
  assert.equal(pool.size, maxIdleConnections)
  assert.deepEqual(closed, ['10.0.0.0', '10.0.0.1', '10.0.0.2'])
  assert.equal(pool.take('key 0', loopback(1, '10.0.0.0')), null)
  assert.equal(pool.take('key 9', loopback(1, '10.0.0.8')), null)
  assert.equal(pool.take('key 9', loopback(1, '10.0.0.8', '10.0.0.9'))?.address, '10.0.0.9')
  assert.equal(pool.take('key 9', loopback(1, '10.0.0.9')), null)
})

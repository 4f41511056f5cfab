import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type OperatorProxy, parseEnv } from '#lib/core/env.ts'
import { type ConnectProxy, startConnectProxy } from '#lib/testing/connect-proxy.ts'
import { canary, dispatched, loopback, refusalOf, requestTo } from '#lib/testing/dispatched.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { ConnectionPool } from './connection-pool.ts'

const proxyAt = (url: string) =>
  parseEnv({ DATABASE_URL: 'postgresql://a@b/c', HTTPS_PROXY: url }).proxy as OperatorProxy
const basic = `Basic ${Buffer.from('postern:pass word').toString('base64')}`

let upstream: Upstream
let direct: ConnectProxy
let secured: ConnectProxy
before(async () => {
  ;[upstream, direct, secured] = await Promise.all([
    startUpstream({ names: ['api.example.com'] }),
    startConnectProxy(),
    startConnectProxy({ isTls: true }),
  ])
  trustAuthority(upstream.authority)
  trustAuthority(secured.authority)
})
beforeEach(async () => {
  await upstream.answer({ body: 'fine' })
  await upstream.forget()
})
after(() => Promise.all([upstream.stop(), direct.stop(), secured.stop()]))

const request = requestTo('https://api.example.com')
/** Nothing answers there: what arrives went through the proxy. */
const judged = loopback(443, '203.0.113.7')

for (const isTls of [false, true]) {
  test(`a tunnel through a proxy ${isTls ? 'with TLS' : 'without TLS'} leads to the judged address, and shows the proxy nothing`, async () => {
    const through = isTls ? secured : direct
    const proxy = proxyAt(`${isTls ? 'https' : 'http'}://postern:pass%20word@localhost:${through.port}`)
    await through.plan({ to: upstream.port })
    const pool = new ConnectionPool()
    for (let index = 0; index < 2; index++)
      assert.equal((await dispatched(request, judged, { proxy, pool })).text, 'fine')

    const seen = await through.seen()
    assert.deepEqual(
      seen.map(({ target }) => target),
      ['203.0.113.7:443'],
    )
    const headers = seen[0]?.headers ?? []
    assert.deepEqual(headers.slice(0, 4), ['Host', '203.0.113.7:443', 'Proxy-Authorization', basic])
    assert.doesNotMatch(headers.join(), /api\.example|canary/)
    const [arrived] = await upstream.requests()
    assert.ok(arrived?.headers.some(({ value }) => value === canary))
    assert.ok(!arrived?.headers.some(({ name }) => /proxy/i.test(name)))
    assert.deepEqual(
      (await upstream.requests()).map(({ connection }) => connection),
      [1, 1],
    )
  })
}

describe('a send does not go past the proxy', () => {
  const refusal = (proxy: OperatorProxy, to = judged, deadlines = { connectMs: 5000, headersMs: 5000, bodyMs: 5000 }) =>
    refusalOf(request, to, { proxy, deadlines })
  const plain = () => proxyAt(`http://postern:canary@localhost:${direct.port}`)

  test('that refuses it, whatever it says', async () => {
    for (const [status, says] of [
      [403, /refuses the connection \(403\)/],
      [407, /another user name and password/],
      [302, /refuses/],
      [502, /refuses/],
    ] as const) {
      await direct.plan({ status })
      const { code, message, isConnected } = await refusal(plain())
      assert.deepEqual([code, isConnected], ['upstream_unreachable', false])
      assert.match(message, /^api\.example\.com could not be reached: the operator’s proxy \(HTTPS_PROXY\)/)
      assert.match(message, says)
      assert.match(message, /Nothing was sent/)
    }
  })

  test('that breaks off, or speaks before the server does', async () => {
    await direct.plan({ breaks: true })
    assert.match((await refusal(plain())).message, /operator’s proxy .* broke the connection off/)
    await direct.plan({ blurts: upstream.port })
    assert.deepEqual((({ code, isConnected }) => [code, isConnected])(await refusal(plain())), [
      'upstream_unreachable',
      false,
    ])
  })

  test('that is silent', async () => {
    await direct.plan({ silent: true })
    const { code, isConnected } = await refusal(plain(), judged, { connectMs: 100, headersMs: 5000, bodyMs: 5000 })
    assert.deepEqual([code, isConnected], ['upstream_timeout', false])
  })

  test('that is not there', async () => {
    const gone = await startConnectProxy()
    await gone.stop()
    const { code, isConnected, message } = await refusal(proxyAt(`http://localhost:${gone.port}`))
    assert.deepEqual([code, isConnected], ['upstream_unreachable', false])
    assert.match(message, /operator’s proxy .* cannot be reached/)
  })

  test('that cannot prove who it is, whatever the environment says', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    const before = (await secured.seen()).length
    const { message, isConnected } = await refusal(proxyAt(`https://127.0.0.1:${secured.port}`)).finally(() => {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    })
    assert.equal(isConnected, false)
    assert.match(message, /operator’s proxy .* could not prove/)
    assert.equal((await secured.seen()).length, before)
  })

  test('to a server that cannot prove who it is', async () => {
    await direct.plan({ to: upstream.port })
    const other = await refusalOf(requestTo('https://other.example'), judged, { proxy: plain() })
    assert.deepEqual([other.code, other.isConnected], ['upstream_tls', false])
  })

  test('in plain text: a tunnel carries that, too', async () => {
    await direct.plan({ to: upstream.port })
    const before = (await direct.seen()).length
    await refusalOf(requestTo('http://api.example.com'), loopback(80, '203.0.113.7'), { proxy: plain() })
    assert.deepEqual(
      (await direct.seen()).slice(before).map(({ target }) => target),
      ['203.0.113.7:80'],
    )
  })

  test('and the next judged address is tried, in its brackets', async () => {
    await direct.plan({ status: 503 })
    const before = (await direct.seen()).length
    await refusal(plain(), loopback(8443, '2001:db8::7', '203.0.113.7'))
    assert.deepEqual(
      (await direct.seen()).slice(before).map(({ target }) => target),
      ['[2001:db8::7]:8443', '203.0.113.7:8443'],
    )
  })
  after(async () => assert.deepEqual(await upstream.requests(), []))
})

test('this machine is reached without the proxy, which would take the address for its own', async () => {
  const local = await startUpstream()
  trustAuthority(local.authority)
  try {
    const before = (await direct.seen()).length
    await dispatched(requestTo(local.origin), loopback(local.port), {
      proxy: proxyAt(`http://localhost:${direct.port}`),
    })
    assert.equal((await direct.seen()).length, before)
    assert.equal((await local.requests()).length, 1)
  } finally {
    await local.stop()
  }
})

test('a connection through a proxy serves no send without it, nor through another', async () => {
  await Promise.all([direct.plan({ to: upstream.port }), secured.plan({ to: upstream.port })])
  const pool = new ConnectionPool()
  for (const url of [
    `http://localhost:${direct.port}`,
    `https://localhost:${secured.port}`,
    `http://localhost:${direct.port}`,
  ])
    await dispatched(request, judged, { proxy: proxyAt(url), pool })
  assert.deepEqual(
    (await upstream.requests()).map(({ connection }) => connection),
    [1, 2, 1],
  )
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { dispatched, loopback, refusalOf, requestTo } from '#lib/testing/dispatched.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { ConnectionPool } from './connection-pool.ts'
import { dispatch } from './dispatch.ts'

let upstream: Upstream
before(async () => {
  upstream = await startUpstream()
  trustAuthority(upstream.authority)
})
beforeEach(() => upstream.forget())
after(() => upstream.stop())

const soon = { connectMs: 5000, headersMs: 5000, bodyMs: 5000 }
const refusal = (deadlines = soon) => refusalOf(requestTo(upstream.origin), loopback(upstream.port), { deadlines })
const raw = (text: string) => ({ raw: Buffer.from(text, 'latin1').toString('base64') })

describe('a deadline ends a send', () => {
  test('that waits for a connection, and nothing has left', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    try {
      const { port } = silent.address() as AddressInfo
      const request = requestTo(`https://localhost:${port}`)
      const { code, isConnected } = await refusalOf(request, loopback(port), { deadlines: { ...soon, connectMs: 100 } })
      assert.deepEqual([code, isConnected], ['upstream_timeout', false])
    } finally {
      silent.close()
    }
  })

  test('that waits for the answer', async () => {
    await upstream.answer({ stall: 'headers' })
    const { code, isConnected, message } = await refusal({ ...soon, headersMs: 100 })
    assert.deepEqual([code, isConnected], ['upstream_timeout', true])
    assert.match(message, /may have done what was asked/)
    assert.equal((await upstream.requests()).length, 1)
  })

  test('whose answer stands still, or drips', async () => {
    for (const plan of [{ stall: 'body', body: 'long' }, { drips: 'body' }] as const) {
      await upstream.answer(plan)
      const { code, status } = await refusal({ ...soon, bodyMs: 100 })
      assert.deepEqual([code, status], ['upstream_timeout', 200])
    }
  })

  test('whose answer nobody reads, and its connection with it', async () => {
    await upstream.answer({ body: 'x'.repeat(500_000) })
    const pool = new ConnectionPool()
    const progress = { isConnected: false, status: null }
    const options = { proxy: null, pool, deadlines: { ...soon, bodyMs: 50 } }
    const answer = await dispatch(requestTo(upstream.origin), loopback(upstream.port), progress, 'owner', options)
    const { promise: later, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, 200)
    await later
    await assert.rejects(
      async () => {
        for await (const chunk of answer.body) assert.ok(chunk)
      },
      { code: 'upstream_timeout' },
    )
    assert.equal(pool.size, 0)
  })

  test('interim answers do not put it off', async () => {
    await upstream.answer({ drips: 'interim' })
    assert.deepEqual((({ code, isConnected }) => [code, isConnected])(await refusal()), ['upstream_unreachable', true])
  })
})

describe('what is not one answer in HTTP/1.1 is refused', () => {
  const ok = 'HTTP/1.1 200 OK\r\n'
  const cases: [what: string, bytes: string][] = [
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
    ['HTTP/0.9', '<html>hello</html>\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['another version', 'HTTP/3.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n'],
    [
      'a change of protocol that nobody asked for',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
    ['a go-ahead that nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['two lengths', `${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a length and chunks', `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`],
    ['a negative length', `${ok}Content-Length: -1\r\n\r\n`],
    ['a chunk without a size', `${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n`],
    ['a chunk longer than its size', `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`],
    ['a size beyond all bounds', `${ok}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n`],
    ['a bare CR in a header', `${ok}X-A: a\rX-B: b\r\nContent-Length: 0\r\n\r\n`],
    ['a NUL in a header', `${ok}X-A: a\0b\r\nContent-Length: 0\r\n\r\n`],
    ['a header without a colon', `${ok}X-A\r\nContent-Length: 0\r\n\r\n`],
    ['a header with a space before its colon', `${ok}X-A : b\r\nContent-Length: 0\r\n\r\n`],
  ]
  for (const [what, bytes] of cases) {
    test(what, async () => {
      await upstream.answer({ ...raw(bytes), closes: true })
      const { code, isConnected } = await refusal()
      assert.deepEqual([code, isConnected], ['upstream_unreachable', true])
      assert.equal((await upstream.requests()).length, 1)
    })
  }

  for (const [what, bytes] of [
    ['a body that breaks off', `${ok}Content-Length: 10\r\n\r\nabc`],
    ['chunks that break off', `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`],
  ] as const) {
    test(what, async () => {
      await upstream.answer({ ...raw(bytes), closes: true })
      assert.deepEqual((({ code, status }) => [code, status])(await refusal()), ['upstream_unreachable', 200])
    })
  }

  test('a server that speaks HTTP/2 alone gets not one byte', async () => {
    const h2 = await startUpstream({ protocols: ['h2'] })
    trustAuthority(h2.authority)
    try {
      const { code, isConnected } = await refusalOf(requestTo(h2.origin), loopback(h2.port))
      assert.deepEqual([code, isConnected], ['upstream_tls', false])
      assert.deepEqual(await h2.requests(), [])
    } finally {
      await h2.stop()
    }
  })

  test('headers, or trailers, larger than their limit', async () => {
    const long = [{ name: 'X-Long', value: 'x'.repeat(80 * 1024) }]
    await upstream.answer({ headers: long }, { chunks: ['a'], trailers: long })
    assert.equal((await refusal()).code, 'response_too_large')
    assert.equal((await refusal()).code, 'response_too_large')
  })
})

describe('an answer is taken', () => {
  let pool: ConnectionPool
  beforeEach(() => {
    pool = new ConnectionPool()
  })
  const sent = () => dispatched(requestTo(upstream.origin), loopback(upstream.port), { pool })

  test('in chunks, with its trailers', async () => {
    await upstream.answer({
      chunks: ['one ', 'two ', 'é'],
      trailers: [
        { name: 'X-Sum', value: '7' },
        { name: 'x-sum', value: '8' },
      ],
    })
    const { text, trailers } = await sent()
    assert.equal(text, 'one two é')
    assert.deepEqual(trailers, [
      { name: 'X-Sum', value: '7' },
      { name: 'x-sum', value: '8' },
    ])
    assert.equal(pool.size, 1)
  })

  test('behind interim ones, whose headers do not count', async () => {
    await upstream.answer(
      raw(
        'HTTP/1.1 102 Wait\r\nX-A: 1\r\n\r\nHTTP/1.1 103 Hints\r\nX-B: 2\r\n\r\nHTTP/1.1 200 OK\r\nX-C: 3\r\nContent-Length: 1\r\n\r\nx',
      ),
    )
    const { status, headers, text } = await sent()
    assert.deepEqual([status, text], [200, 'x'])
    assert.deepEqual(
      headers.map(({ name }) => name),
      ['X-C', 'Content-Length'],
    )
  })

  test('in HTTP/1.0, to the end of the connection', async () => {
    await upstream.answer({ ...raw('HTTP/1.0 200 OK\r\n\r\nall of it'), closes: true })
    assert.equal((await sent()).text, 'all of it')
    assert.equal(pool.size, 0)
  })

  test('with its header bytes as they are', async () => {
    await upstream.answer(raw('HTTP/1.1 200 OK\r\nX-A: \xe9\xff\r\nContent-Length: 0\r\n\r\n'))
    assert.equal((await sent()).headers[0]?.value, '\xe9\xff')
  })

  for (const status of [204, 304]) {
    test(`${status}, without the body that may not be there, and its connection is not kept`, async () => {
      await upstream.answer(raw(`HTTP/1.1 ${status} x\r\nContent-Length: 4\r\n\r\nevil`), { body: 'fine' })
      assert.equal((await sent()).length, 0)
      assert.equal((await sent()).text, 'fine')
      assert.equal(await upstream.connections(), 2)
    })
  }

  test('and never one that came before its request', async () => {
    await upstream.answer(
      raw('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil'),
      { body: 'fine' },
    )
    assert.equal((await sent()).text, 'a')
    assert.equal((await sent()).text, 'fine')
    assert.equal(await upstream.connections(), 2)
  })
})

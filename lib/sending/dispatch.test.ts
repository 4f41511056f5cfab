import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { canary, dispatched, loopback, refusalOf, requestTo } from '#lib/testing/dispatched.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { guardAddress } from './address-guard.ts'
import { maxAnswerBytes } from './limits.ts'

describe('a server whose certificate is verified', () => {
  let upstream: Upstream
  before(async () => {
    upstream = await startUpstream()
    trustAuthority(upstream.authority)
  })
  beforeEach(async () => {
    await upstream.answer({})
    await upstream.forget()
  })
  after(() => upstream.stop())

  test('gets exactly the bytes of the request, over a connection that may serve again', async () => {
    await upstream.answer({
      status: 201,
      reason: 'Made',
      headers: [
        { name: 'X-One', value: 'a' },
        { name: 'x-one', value: 'b' },
      ],
      body: 'fine',
    })
    const answer = await dispatched(requestTo(upstream.origin), loopback(upstream.port))
    const [seen] = await upstream.requests()
    assert.equal(
      Buffer.from(seen?.raw ?? '', 'base64').toString('latin1'),
      `POST /v1/x?y=z HTTP/1.1\r\nhost: localhost:${upstream.port}\r\nconnection: keep-alive\r\nX-Api-Key: ${canary}\r\nx-Second: two words\r\ncontent-length: 7\r\n\r\n{"a":1}`,
    )
    assert.equal(answer.status, 201)
    assert.equal(answer.statusText, 'Made')
    assert.deepEqual(answer.headers.slice(0, 2), [
      { name: 'X-One', value: 'a' },
      { name: 'x-one', value: 'b' },
    ])
    assert.equal(answer.text, 'fine')
  })

  test('is not followed when it redirects', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      await upstream.answer({ status, headers: [{ name: 'Location', value: `https://evil.example/${canary}` }] })
      assert.equal((await dispatched(requestTo(upstream.origin), loopback(upstream.port))).status, status)
    }
    assert.equal((await upstream.requests()).length, 5)
  })

  test('may answer up to 1 MiB', async () => {
    await upstream.answer({ body: 'x'.repeat(maxAnswerBytes) })
    assert.equal((await dispatched(requestTo(upstream.origin), loopback(upstream.port))).length, maxAnswerBytes)
    await upstream.answer({ body: 'x'.repeat(maxAnswerBytes + 1) })
    assert.equal((await refusalOf(requestTo(upstream.origin), loopback(upstream.port))).code, 'response_too_large')
    await upstream.answer({ headers: [{ name: 'X-Long', value: 'x'.repeat(80 * 1024) }] })
    assert.equal((await refusalOf(requestTo(upstream.origin), loopback(upstream.port))).code, 'response_too_large')
  })

  test('may answer a HEAD with a length and no body', async () => {
    await upstream.answer({ body: 'long' })
    const sent = requestTo(upstream.origin, { method: 'HEAD', body: null })
    assert.equal((await dispatched(sent, loopback(upstream.port))).length, 0)
  })

  test('that breaks the connection off, or speaks no HTTP, is told', async () => {
    await upstream.answer({ breaks: true })
    const broken = await refusalOf(requestTo(upstream.origin), loopback(upstream.port))
    assert.deepEqual([broken.code, broken.isConnected], ['upstream_unreachable', true])
    await upstream.answer({ headers: [{ name: 'Content-Length', value: '1' }], body: 'xyz' })
    assert.equal((await refusalOf(requestTo(upstream.origin), loopback(upstream.port))).code, 'upstream_unreachable')
  })

  test('is not reached under a name that its certificate has not', async () => {
    const refusal = await refusalOf(requestTo(`https://other.example:${upstream.port}`), loopback(upstream.port))
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_tls', false])
    assert.match(refusal.message, /for another host/)
    assert.deepEqual(await upstream.requests(), [])
  })

  test('is reached at the judged address, whatever its name resolves to', async () => {
    const url = `https://localhost:${upstream.port}`
    const elsewhere = loopback(upstream.port, '127.0.0.2')
    const refusal = await refusalOf(requestTo(url), elsewhere)
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_unreachable', false])
    assert.deepEqual(await upstream.requests(), [])
  })

  test('is dialled where it was judged, also when its name is made to lead elsewhere in between', async () => {
    const inside = await startUpstream({ host: '127.0.0.2', port: upstream.port })
    trustAuthority(inside.authority)
    try {
      const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2']
      let asked = 0
      const resolve = async () => [{ address: answers[asked++] ?? assert.fail(), family: 4 }]
      const url = new URL(upstream.origin)
      const destination = await guardAddress(url, { allowPrivate: [`127.0.0.1:${url.port}`], demoHosts: [] }, resolve)
      await dispatched(requestTo(upstream.origin), destination)
      assert.equal(asked, 1)
      assert.deepEqual([(await upstream.requests()).length, (await inside.requests()).length], [1, 0])
      // Judged again, the other address is refused.
      const again = guardAddress(url, { allowPrivate: [`127.0.0.1:${url.port}`], demoHosts: [] }, resolve)
      await assert.rejects(again, { code: 'address_refused' })
    } finally {
      await inside.stop()
    }
  })

  test('is reached at the next of its judged addresses where one does not answer', async () => {
    const { isConnected } = await dispatched(
      requestTo(upstream.origin),
      loopback(upstream.port, '127.0.0.2', '127.0.0.1'),
    )
    assert.equal(isConnected, true)
    assert.equal((await upstream.requests()).length, 1)
  })
})

describe('a server whose certificate is not verified gets not one byte of the request', () => {
  for (const certificate of ['self-signed', 'expired'] as const) {
    test(certificate, async () => {
      const upstream = await startUpstream({ certificate })
      try {
        if (certificate === 'expired') trustAuthority(upstream.authority)
        const wasOff = process.env.NODE_TLS_REJECT_UNAUTHORIZED
        // What an operator may have left in the environment; it must change nothing.
        process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
        const refusal = await refusalOf(requestTo(upstream.origin), loopback(upstream.port)).finally(() => {
          if (wasOff === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
          else process.env.NODE_TLS_REJECT_UNAUTHORIZED = wasOff
        })
        assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_tls', false])
        assert.match(refusal.message, certificate === 'expired' ? /has expired/ : /self-signed/)
        assert.deepEqual(await upstream.requests(), [])
      } finally {
        await upstream.stop()
      }
    })
  }

  test('nothing listens', async () => {
    const upstream = await startUpstream()
    await upstream.stop()
    const refusal = await refusalOf(requestTo(upstream.origin), loopback(upstream.port))
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_unreachable', false])
    assert.match(refusal.message, /refuses the connection/)
  })
})

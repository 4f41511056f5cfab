import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import type { Destination } from './address-guard.ts'
import type { ComposedRequest } from './compose-request.ts'
import { dispatch } from './dispatch.ts'
import { maxAnswerBytes } from './limits.ts'
import type { RawAnswer } from './raw-answer.ts'
import { Refusal } from './refusal.ts'

const canary = 'canary-8f2b61d0-dispatch'

const request = (origin: string, changes: Partial<ComposedRequest> = {}): ComposedRequest => ({
  method: 'POST',
  url: new URL(`${origin}/v1/x?y=z`),
  headers: [
    { name: 'X-Api-Key', value: canary },
    { name: 'x-Second', value: 'two words' },
  ],
  body: Buffer.from('{"a":1}'),
  ...changes,
})
const loopback = (port: number): Destination => ({ addresses: [{ address: '127.0.0.1', family: 4 }], port, note: '' })

async function lengthOf({ body }: RawAnswer): Promise<number> {
  let length = 0
  for await (const chunk of body) length += chunk.byteLength
  return length
}

/** The refusal that a send ends in, and whether anything had left. */
async function refusalOf(sent: ComposedRequest, destination: Destination) {
  const progress = { isConnected: false, status: null }
  const error = await dispatch(sent, destination, progress, 'owner').then(
    () => assert.fail('It was sent.'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof Refusal)
  assert.doesNotMatch(error.message, /canary|UND_ERR|E[A-Z]{5,}|127\.0\.0\.1/)
  return { code: error.code, message: error.message, isConnected: progress.isConnected }
}

describe('a server whose certificate is verified', () => {
  let upstream: Upstream
  before(async () => {
    upstream = await startUpstream()
    trustAuthority(upstream.authority)
  })
  beforeEach(() => upstream.forget())
  after(() => upstream.stop())

  test('gets exactly the bytes of the request, over a connection of its own', async () => {
    await upstream.answer({
      status: 201,
      reason: 'Made',
      headers: [
        { name: 'X-One', value: 'a' },
        { name: 'x-one', value: 'b' },
      ],
      body: 'fine',
    })
    const answer = await dispatch(
      request(upstream.origin),
      loopback(upstream.port),
      {
        isConnected: false,
        status: null,
      },
      'owner',
    )
    const [seen] = await upstream.requests()
    assert.equal(
      Buffer.from(seen?.raw ?? '', 'base64').toString('latin1'),
      `POST /v1/x?y=z HTTP/1.1\r\nhost: localhost:${upstream.port}\r\nconnection: close\r\nX-Api-Key: ${canary}\r\nx-Second: two words\r\ncontent-length: 7\r\n\r\n{"a":1}`,
    )
    assert.equal(answer.status, 201)
    assert.equal(answer.statusText, 'Made')
    assert.deepEqual(answer.headers.slice(0, 2), [
      { name: 'X-One', value: 'a' },
      { name: 'x-one', value: 'b' },
    ])
    assert.equal(answer.body.toString(), 'fine')
  })

  test('is not followed when it redirects', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      await upstream.answer({ status, headers: [{ name: 'Location', value: `https://evil.example/${canary}` }] })
      const refusal = await refusalOf(request(upstream.origin), loopback(upstream.port))
      assert.equal(refusal.code, 'redirect_refused')
      assert.doesNotMatch(refusal.message, /evil/)
    }
    assert.equal((await upstream.requests()).length, 5)
  })

  test('may answer up to 1 MiB', async () => {
    await upstream.answer({ body: 'x'.repeat(maxAnswerBytes) })
    const answer = await dispatch(
      request(upstream.origin),
      loopback(upstream.port),
      {
        isConnected: false,
        status: null,
      },
      'owner',
    )
    assert.equal(await lengthOf(answer), maxAnswerBytes)
    await upstream.answer({ body: 'x'.repeat(maxAnswerBytes + 1) })
    assert.equal((await refusalOf(request(upstream.origin), loopback(upstream.port))).code, 'response_too_large')
    await upstream.answer({ headers: [{ name: 'X-Long', value: 'x'.repeat(80 * 1024) }] })
    assert.equal((await refusalOf(request(upstream.origin), loopback(upstream.port))).code, 'response_too_large')
  })

  test('may answer a HEAD with a length and no body', async () => {
    await upstream.answer({ body: 'long' })
    const sent = request(upstream.origin, { method: 'HEAD', body: null })
    const answer = await dispatch(sent, loopback(upstream.port), { isConnected: false, status: null }, 'owner')
    assert.equal(await lengthOf(answer), 0)
  })

  test('that breaks the connection off, or speaks no HTTP, is told', async () => {
    await upstream.answer({ breaks: true })
    const broken = await refusalOf(request(upstream.origin), loopback(upstream.port))
    assert.deepEqual([broken.code, broken.isConnected], ['upstream_unreachable', true])
    await upstream.answer({ headers: [{ name: 'Content-Length', value: '1' }], body: 'xyz' })
    assert.equal((await refusalOf(request(upstream.origin), loopback(upstream.port))).code, 'upstream_unreachable')
  })

  test('is not reached under a name that its certificate has not', async () => {
    const refusal = await refusalOf(request(`https://other.example:${upstream.port}`), loopback(upstream.port))
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_tls', false])
    assert.match(refusal.message, /for another host/)
    assert.deepEqual(await upstream.requests(), [])
  })

  test('is reached at the judged address, whatever its name resolves to', async () => {
    const url = `https://localhost:${upstream.port}`
    const elsewhere: Destination = { addresses: [{ address: '127.0.0.2', family: 4 }], port: upstream.port, note: '' }
    const refusal = await refusalOf(request(url), elsewhere)
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_unreachable', false])
    assert.deepEqual(await upstream.requests(), [])
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
        const refusal = await refusalOf(request(upstream.origin), loopback(upstream.port)).finally(() => {
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
    const refusal = await refusalOf(request(upstream.origin), loopback(upstream.port))
    assert.deepEqual([refusal.code, refusal.isConnected], ['upstream_unreachable', false])
    assert.match(refusal.message, /refuses the connection/)
  })
})

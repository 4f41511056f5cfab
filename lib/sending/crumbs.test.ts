import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loopback, requestTo } from '#lib/testing/dispatched.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream } from '#lib/testing/upstream.ts'
import { ConnectionPool } from './connection-pool.ts'
import { dispatch } from './dispatch.ts'

test('an answer that comes in single bytes is handed on in pieces of what the network brought', async () => {
  const upstream = await startUpstream()
  trustAuthority(upstream.authority)
  try {
    const length = 20_000
    const crumbs = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(length)}0\r\n\r\n`
    await upstream.answer({ raw: Buffer.from(crumbs).toString('base64') })
    const progress = { isConnected: false, status: null }
    const options = { proxy: null, pool: new ConnectionPool() }
    const answer = await dispatch(requestTo(upstream.origin), loopback(upstream.port), progress, 'owner', options)
    const pieces: number[] = []
    for await (const piece of answer.body) pieces.push(piece.byteLength)
    assert.equal(
      pieces.reduce((sum, size) => sum + size, 0),
      length,
    )
    assert.ok(pieces.length < length / 20, `${pieces.length} pieces`)
  } finally {
    await upstream.stop()
  }
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { ErrorCode } from '#lib/core/errors.ts'
import { canary, refused, token, upstream, usageOf, withHeader } from '#lib/testing/sends.ts'

/** Stands for anything that a server can say; it sends the value beside it. */
const words = 'server-says-7f3a'

type Case = { why: string; code: ErrorCode; raw: (said: string) => string | Buffer }

const head = (more: string, status = '200 OK') => `HTTP/1.1 ${status}\r\n${more}`
const body = (type: string, bytes: string | Buffer) =>
  Buffer.concat([
    Buffer.from(head(`${type}\r\nContent-Length: ${Buffer.byteLength(bytes)}\r\n\r\n`)),
    Buffer.from(bytes as string),
  ])

const cases: Case[] = [
  { why: 'no HTTP at all', code: 'upstream_unreachable', raw: (said) => `${said}\r\n\r\n` },
  { why: 'a version that is none', code: 'upstream_unreachable', raw: (said) => `HTTP/${said} 200 OK\r\n\r\n` },
  { why: 'a status that is none', code: 'upstream_unreachable', raw: (said) => `HTTP/1.1 ${said}\r\n\r\n` },
  { why: 'a header without a colon', code: 'upstream_unreachable', raw: (said) => head(`${said}\r\n\r\n`) },
  { why: 'a header name that is none', code: 'upstream_unreachable', raw: (said) => head(`a ${said}: b\r\n\r\n`) },
  { why: 'a header value with NUL', code: 'upstream_unreachable', raw: (said) => head(`A: ${said}\0\r\n\r\n`) },
  {
    why: 'a length that is none',
    code: 'upstream_unreachable',
    raw: (said) => head(`Content-Length: ${said}\r\n\r\n${said}`),
  },
  {
    why: 'two lengths',
    code: 'upstream_unreachable',
    raw: (said) => head(`A: ${said}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n${said}`),
  },
  {
    why: 'chunks that are none',
    code: 'upstream_unreachable',
    raw: (said) => head(`A: ${said}\r\nTransfer-Encoding: chunked\r\n\r\n${said}\r\n${said}`),
  },
  {
    why: 'a trailer that is none',
    code: 'upstream_unreachable',
    raw: (said) => head(`Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n${said}\r\n\r\n`),
  },
  {
    why: 'less than it promised',
    code: 'upstream_unreachable',
    raw: (said) => head(`A: ${said}\r\nContent-Length: 9999\r\n\r\n${said}`, `200 ${said}`),
  },
  {
    why: 'another protocol',
    code: 'upstream_unreachable',
    raw: (said) => head(`Upgrade: ${said}\r\nConnection: Upgrade\r\n\r\n${said}`, '101 Switching'),
  },
  {
    why: 'a head that is too large',
    code: 'response_too_large',
    raw: (said) => head(`A: ${said.repeat(2000)}\r\n\r\n`),
  },
  {
    why: 'a redirect',
    code: 'redirect_refused',
    raw: (said) => head(`Location: https://${said}.example/${said}\r\nContent-Length: 0\r\n\r\n`, `302 ${said}`),
  },
  { why: 'an unknown compression', code: 'response_withheld', raw: (said) => body(`Content-Encoding: ${said}`, said) },
  {
    why: 'an unknown charset',
    code: 'response_withheld',
    raw: (said) => body(`Content-Type: a/b; charset=${said}`, said),
  },
  {
    why: 'what is not compressed as it says',
    code: 'response_withheld',
    raw: (said) => body('Content-Encoding: gzip', said),
  },
  {
    why: 'something behind what is compressed',
    code: 'response_withheld',
    raw: (said) => body('Content-Encoding: gzip', Buffer.concat([gzipSync(said), Buffer.from(`\0${said}`)])),
  },
  { why: 'no text', code: 'response_withheld', raw: (said) => body('A: b', Buffer.from(`${said}\xff`, 'latin1')) },
  {
    why: 'an escape without end',
    code: 'response_withheld',
    raw: (said) => body('A: b', `${said}&#x${'0'.repeat(999)}`),
  },
]

describe('what stopped a send says nothing of what the server said, which was', () => {
  for (const { why, code, raw } of cases) {
    test(why, async () => {
      const value = canary('token')
      const { name } = await token(value)
      await upstream.answer({ raw: Buffer.from(raw(`${words}-${value}`)).toString('base64'), closes: true })
      const exchange = await refused(withHeader(`{secrets.${name}}`))
      assert.equal(exchange.code, code)
      const usage = await usageOf(exchange.usageId)
      assert.equal(usage?.code, code)
      const told = JSON.stringify([exchange, usage], (_, each) => (typeof each === 'bigint' ? String(each) : each))
      assert.ok(!told.includes(words), 'It quotes the server.')
      assert.ok(!told.includes(value), 'It quotes the value.')
    })
  }
})

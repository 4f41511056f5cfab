import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dots } from './dots.ts'
import { makeRedactor, type Redactor } from './redact.ts'
import type { OpenedValue } from './used-values.ts'

const plain = (text: string): OpenedValue => ({ text, json: null, pair: null, kind: 'secret' })
const secret = 'canary/1234+é'
const redactor = makeRedactor([plain(secret), plain('%2Fcanary%2F'), plain('QQQQQQQQ'), plain('QQQQQQQQQQQQ\\n')])

function inPieces(redactor: Redactor, source: Buffer, sizes: number[]): { bytes: Buffer; count: number } {
  const stream = redactor.stream()
  const out: Buffer[] = []
  for (let at = 0, index = 0; at < source.byteLength; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    out.push(stream.push(source.subarray(at, at + size)))
    at += size
  }
  out.push(stream.end())
  return { bytes: Buffer.concat(out), count: stream.count }
}

/** Every escape, broken ones too, and what stands beside them. */
const shreds = fc.constantFrom(
  ...[
    secret,
    'canary',
    '/1234',
    'Q',
    'QQQQQQQ',
    '%2F',
    '%2f',
    '%252F',
    '%',
    '%2',
    '+',
    '\\',
    '\\/',
    '\\u002f',
    '\\u00',
  ],
  ...[
    '\\ud83d',
    '\\ude00',
    '\\ud83d\\ude00',
    '\\\\u002F',
    '\\x2f',
    '&',
    '&#x2f;',
    '&#0047;',
    '&#',
    '&amp;',
    '&am',
    ';',
  ],
  ...['&amp;#x2f;', '\n', '\r\n', '=', '==', 'A', 'é', '\0', '1', Buffer.from(secret).toString('base64').slice(0, 9)],
  ...['', 'x', 'xy'].map((before) => Buffer.from(before + secret).toString('base64')),
  Buffer.from(secret).toString('hex'),
)

describe('a text in pieces', () => {
  test('becomes what the whole one becomes, wherever it is cut', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(shreds, { maxLength: 40 }), sizes, (parts, sizes) => {
        const text = parts.join('')
        const whole = redactor.text(text)
        const { bytes, count } = inPieces(redactor, Buffer.from(text), sizes)
        assert.equal(bytes.toString(), whole.text)
        assert.equal(count, whole.count)
      }),
      { numRuns: 5000 },
    )
  })

  test('bytes that are no text stay as they are', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), sizes, (bytes, sizes) => {
        assert.deepEqual(inPieces(redactor, Buffer.from(bytes), sizes).bytes, Buffer.from(bytes))
      }),
      { numRuns: 1000 },
    )
  })

  test('a value with an escape undone in pieces that came before another form of escape did', () => {
    const text = 'a \\u0063anary%2f1234%2B\\u00e9 b c&#x61;nary%2F1234+%C3%A9'
    for (let cut = 1; cut < text.length; cut += 1) {
      const { bytes, count } = inPieces(redactor, Buffer.from(text), [cut])
      assert.deepEqual([bytes.toString(), count], [`a ${dots} b ${dots}`, 2], `cut at ${cut}`)
    }
  })

  test('what can be no part of a value is given back at once', () => {
    const stream = redactor.stream()
    assert.equal(stream.push(Buffer.from('data: {"a":1}\n\n')).toString(), 'data: {"a":1}\n\n')
    assert.equal(stream.push(Buffer.from('data: {"a":"canary/12')).toString(), 'data: {"a":"')
    assert.equal(stream.push(Buffer.from('34"}\n\n')).toString(), 'canary/1234"}\n\n')
    assert.equal(stream.push(Buffer.from('data: {"a":"canary/1234+')).toString(), 'data: {"a":"')
    assert.equal(stream.push(Buffer.from('é"}\n\n')).toString(), `${dots}"}\n\n`)
    assert.equal(stream.end().toString(), '')
    assert.equal(stream.count, 1)
  })

  test('a run of values without end is dots at once, and nothing of it is held', () => {
    const stream = redactor.stream()
    let shown = ''
    for (let piece = 0; piece < 200; piece += 1) shown += stream.push(Buffer.alloc(64 * 1024, 'Q')).toString()
    assert.equal(shown, dots)
    assert.equal(shown + stream.end().toString(), dots)
  })

  test('an escape that does not end, and more than can be held back, withhold it', () => {
    const refusal = { name: 'Refusal', code: 'response_withheld' }
    const endless = redactor.stream()
    endless.push(Buffer.from('&#x'))
    assert.throws(() => endless.push(Buffer.alloc(1000, '0')), refusal)
    const folded = redactor.stream()
    folded.push(Buffer.from('canary'))
    assert.throws(() => {
      for (let piece = 0; piece < 100; piece += 1) folded.push(Buffer.alloc(64 * 1024, '\n'))
    }, refusal)
  })
})

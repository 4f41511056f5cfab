import assert from 'node:assert/strict'
import zlib from 'node:zlib'
import { makeRedactor } from '#lib/sending/redact.ts'
import { showAnswer } from '#lib/sending/show-answer.ts'
import { type Random, randomFrom } from './fuzz-parser.ts'
import { anyOtherText, anyPieces, anyRedactionCase, pick, type RedactionCase } from './redaction-case.ts'
import { findsValue } from './redaction-oracle.ts'

const dots = '••••••'

/**
 * Tries the redactor with a random secret in a random spelling: nothing of it can be read afterwards, however the text
 * is cut, and nothing else of the text has changed. One case in sixteen is a compressed answer, shown. Throws an AssertionError.
 */
export async function tryRedaction(random: Random): Promise<void> {
  const attempt = anyRedactionCase(random)
  const redactor = makeRedactor([attempt.value])
  assert.ok(findsValue(attempt.text, attempt.echoed), 'The oracle does not find what is not redacted.')

  if (random(16) === 0) return judge(attempt, await shown(random, attempt))
  const stream = redactor.stream()
  const out: Buffer[] = []
  for (const piece of anyPieces(random, Buffer.from(attempt.text))) out.push(stream.push(piece))
  out.push(stream.end())
  judge(attempt, { text: Buffer.concat(out).toString('utf8'), count: stream.count })
}

/** Of values that end in what no text here ends a word with. */
const others = Array.from({ length: 30 }, (_, seed) => {
  const text = `${anyRedactionCase(randomFrom(seed)).echoed}-canary`
  return makeRedactor([{ text, json: null, pair: null, kind: 'secret' }])
})

/** A text without a secret stays as it is, to the byte, in whatever pieces it comes. */
export function tryOtherText(random: Random): void {
  const bytes = Buffer.from(anyOtherText(random))
  const stream = pick(random, others).stream()
  const out: Buffer[] = []
  for (const piece of anyPieces(random, bytes)) out.push(stream.push(piece))
  out.push(stream.end())
  assert.equal(stream.count, 0)
  assert.ok(Buffer.concat(out).equals(bytes), 'It has changed.')
}

function judge({ echoed, before, after }: RedactionCase, { text, count }: { text: string; count: number }): void {
  assert.ok(count > 0, 'It was not found.')
  assert.ok(text.startsWith(before), 'Something before it has changed.')
  assert.ok(text.endsWith(after), 'Something behind it has changed.')
  const middle = text.slice(before.length, text.length - after.length)
  assert.ok(middle.includes(dots))
  assert.ok(!findsValue(text, echoed), 'It can still be read.')
}

const compressors: readonly [coding: string, compress: (bytes: Buffer) => Buffer][] = [
  ['', (bytes) => bytes],
  ['gzip', (bytes) => zlib.gzipSync(bytes, { level: 1 })],
  ['x-gzip', (bytes) => Buffer.concat([zlib.gzipSync(bytes.subarray(0, 9)), zlib.gzipSync(bytes.subarray(9))])],
  ['deflate', (bytes) => zlib.deflateSync(bytes, { level: 1 })],
  ['deflate', (bytes) => zlib.deflateRawSync(bytes, { level: 1 })],
  ['br', (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })],
]

async function shown(random: Random, { value, text }: RedactionCase): Promise<{ text: string; count: number }> {
  const [inner, compressInner] = pick(random, compressors)
  const [outer, compressOuter] = pick(random, compressors)
  const isUtf16 = random(4) === 0
  const bytes = compressOuter(compressInner(Buffer.from(text, isUtf16 ? 'utf16le' : 'utf8')))
  const { answer, redactions } = await showAnswer(
    {
      status: 200,
      statusText: 'OK',
      headers: [
        { name: 'Content-Encoding', value: [inner, outer].filter((coding) => coding !== '').join(', ') },
        { name: 'Content-Type', value: `text/plain${isUtf16 ? '; charset=utf-16le' : ''}` },
      ],
      body: (async function* () {
        yield* anyPieces(random, bytes)
      })(),
      trailers: () => [],
      discard: async () => {},
    },
    [{ secret: { name: 'tried' }, value }],
    makeRedactor([value]),
  )
  return { text: answer.body, count: redactions }
}

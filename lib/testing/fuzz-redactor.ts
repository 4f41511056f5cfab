import assert from 'node:assert/strict'
import { makeRedactor } from '#lib/sending/redact.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import type { Random } from './fuzz-parser.ts'
import { anyPieces, pick } from './redaction-case.ts'

const secret = 'canary/%41\\u0041&amp;QQQQQQQQ é'

/** Escapes whole and broken, deep ones, and what a value of ours begins with. */
const shreds = [
  ...['%', '%2', '%25', '%2541', '%252525', '%4', '%C3', '%c3%a9', '+', '%2B', '%5C', '%5Cu', '%26%23', '%0A'],
  ...[
    '\\',
    '\\\\',
    '\\u',
    '\\u005c',
    '\\u005cu005c',
    '\\u00',
    '\\ud83d',
    '\\udd11',
    '\\x',
    '\\x5c',
    '\\n',
    '\\/',
    '\\"',
  ],
  ...[
    '&',
    '&#',
    '&#x',
    '&#x0',
    '&#x0000000000041;',
    '&#38;',
    '&amp;',
    '&amp;#38;',
    '&am',
    '&#x110000;',
    '&#xd800;',
    ';',
  ],
  ...['\n', '\r\n', '\r', '=', '==', 'Q', 'QQQQQQQ', 'Y2FuYXJ5', '63616e617279', '\0', 'é', '🔒', ' ', '0'],
  ...[secret, secret.slice(0, 7), secret.slice(0, -1), secret.slice(1)],
  ...['', 'x', 'xy'].map((before) => Buffer.from(before + secret).toString('base64')),
  ...[encodeURIComponent(secret), JSON.stringify(secret), JSON.stringify(JSON.stringify(secret))],
].map((text) => Buffer.from(text))

const values = [
  [secret],
  ['QQQQQQQQ', 'QQQQQQQQQQ', 'QQQQQQQQQQQQQQQQQQQQQQQQQQQ'],
  ['%%%%%%%%', '\\\\\\\\\\\\\\\\', '&&&&&&&&&', '00000000', '++++++++', '        '],
  [`canary${'%25'.repeat(60)}`, `canary${'\\u005c'.repeat(60)}`, `canary${'&#x0;'.repeat(60)}`],
].map((texts) => makeRedactor(texts.map((text) => ({ text, json: null, pair: null, kind: 'secret' }) as const)))

function anyHostile(random: Random, most: number): Buffer {
  const parts: Buffer[] = []
  for (let length = random(most); length > 0; length -= 1) {
    const shred = random(12) === 0 ? Buffer.from([random(256), random(256)]) : pick(random, shreds)
    const times = random(15) === 0 ? random(100) : 1
    for (let time = 0; time < times; time += 1) parts.push(shred)
  }
  return Buffer.concat(parts)
}

/** What it becomes and how much work that was; null where it is withheld. */
function redacted(redactor: ReturnType<typeof makeRedactor>, pieces: Iterable<Buffer>) {
  const stream = redactor.stream()
  const out: Buffer[] = []
  try {
    for (const piece of pieces) out.push(stream.push(piece))
    out.push(stream.end())
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'response_withheld', 'It crashed.')
    return null
  }
  return { bytes: Buffer.concat(out), count: stream.count, steps: stream.steps }
}

const ways = 1 + 5 + 5 * 5
/** Each way read once, with as many steps back at most as forward; and an escape that waits looked at again for each byte. */
const mostStepsAByte = ways * (2 + 20)

/**
 * Tries one random hostile text in the redactor. Throws an AssertionError where it crashes, where pieces become something else than
 * the whole, where what it was not to touch is gone, or where its work does not stay in proportion to the text.
 */
export function fuzzRedactor(random: Random): void {
  const redactor = pick(random, values)
  const source = anyHostile(random, 25)
  const whole = redacted(redactor, [source])
  const pieces = redacted(redactor, anyPieces(random, source))
  if (!whole || !pieces) {
    assert.equal(whole, pieces)
    return
  }
  assert.ok(whole.bytes.equals(pieces.bytes), 'Its pieces became something else.')
  assert.equal(whole.count, pieces.count)
  if (whole.count === 0) assert.ok(whole.bytes.equals(source), 'It has changed.')
  for (const { steps } of [whole, pieces]) assert.ok(steps <= mostStepsAByte * source.byteLength, `${steps} steps`)
}

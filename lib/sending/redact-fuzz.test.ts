import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '#lib/testing/fuzz-parser.ts'
import { fuzzRedactor } from '#lib/testing/fuzz-redactor.ts'
import { makeRedactor } from './redact.ts'

test('hostile texts break nothing, whole or in pieces', () => {
  const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 })
  fc.assert(
    fc.property(seed, (seed) => fuzzRedactor(randomFrom(seed))),
    { numRuns: 1000, endOnFailure: true },
  )
})

describe('work grows with the text, in whatever pieces:', () => {
  const redactor = makeRedactor(
    ['QQQQQQQQ', 'QQQQQQQQQQQQQQQQ', `canary${'%25'.repeat(200)}`, `canary${'\\u005c'.repeat(200)}`].map(
      (text) => ({ text, json: null, pair: null, kind: 'secret' }) as const,
    ),
  )
  const stepsOf = (text: string, pieceBytes: number): number => {
    const bytes = Buffer.from(text)
    const stream = redactor.stream()
    for (let at = 0; at < bytes.byteLength; at += pieceBytes) stream.push(bytes.subarray(at, at + pieceBytes))
    stream.end()
    return stream.steps
  }
  const hostile: Record<string, (times: number) => string> = {
    'percent in percent': (times) => '%25'.repeat(times),
    'percent, and one plus at the end': (times) => `${'%41'.repeat(times)}+`,
    'a backslash in a backslash': (times) => '\\u005c'.repeat(times),
    'nothing but backslashes': (times) => '\\'.repeat(6 * times),
    'half characters': (times) => '\\ud83d'.repeat(times),
    'zeros in XML': (times) => '&#x0000000000041;'.repeat(times),
    'references that do not end': (times) => '&#x000000&#0000&am'.repeat(times),
    'XML in XML': (times) => '&amp;#38;#x26;'.repeat(times),
    'lines of one kind, and one of another at the end': (times) => `${'\r'.repeat(6 * times)}\n`,
    'matches everywhere': (times) => 'Q'.repeat(6 * times),
    'a value that never comes to its end': (times) => `canary${'%25'.repeat(199)}`.repeat(times / 100),
    'the same, escaped': (times) => `canary${'%2525'.repeat(199)}\\u005cu005c`.repeat(times / 100),
    'all of it': (times) => '%25\\u005c&#38;+\n\r'.repeat(times),
  }
  for (const [name, make] of Object.entries(hostile)) {
    test(name, () => {
      for (const pieceBytes of [1, 100, 1_000_000]) {
        const [once, twice] = [stepsOf(make(500), pieceBytes), stepsOf(make(1000), pieceBytes)]
        assert.ok(twice <= 2.3 * once, `${once} and ${twice} steps, in pieces of ${pieceBytes}`)
      }
    })
  }
})

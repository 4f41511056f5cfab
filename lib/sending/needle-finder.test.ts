import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeNeedleFinder } from './needle-finder.ts'
import { makeRedactor } from './redact.ts'

/** Which bytes any needle covers, found the slow way. */
function coveredSlowly(text: Buffer, needles: Buffer[]): boolean[] {
  const covered = Array.from(text, () => false)
  for (const needle of needles)
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1))
      covered.fill(true, at, at + needle.byteLength)
  return covered
}

test('it covers what searching for each needle covers', () => {
  const few = fc
    .array(fc.constantFrom(0x61, 0x62, 0xff), { minLength: 1, maxLength: 6 })
    .map((bytes) => Buffer.from(bytes))
  const text = fc.array(fc.constantFrom(0x61, 0x62, 0x63, 0xff), { maxLength: 60 }).map((bytes) => Buffer.from(bytes))
  fc.assert(
    fc.property(text, fc.array(few, { maxLength: 8 }), (source, needles) => {
      const covered = Array.from(source, () => false)
      const { find } = makeNeedleFinder(needles.map((bytes) => ({ bytes, isBase64: false })))
      find({ node: 0, steps: 0 }, source, (end, length) => covered.fill(true, end - length, end))
      assert.deepEqual(covered, coveredSlowly(source, needles))
    }),
    { numRuns: 2000 },
  )
})

test('a needle in Base64 is told apart where a longer one ends at the same byte', () => {
  const { find } = makeNeedleFinder([
    { bytes: Buffer.from('xxabc'), isBase64: false },
    { bytes: Buffer.from('abc'), isBase64: true },
  ])
  const found: [number, number, boolean][] = []
  find({ node: 0, steps: 0 }, Buffer.from('xxabc'), (...each) => found.push(each))
  assert.deepEqual(found, [
    [5, 5, false],
    [5, 3, true],
  ])
})

test('needles that match everywhere, one inside the other, give at most two matches a byte', () => {
  const needles = Array.from({ length: 300 }, (_, index) => ({
    bytes: Buffer.alloc(8 + index, 'Q'),
    isBase64: index % 2 === 0,
  }))
  let matches = 0
  makeNeedleFinder(needles).find({ node: 0, steps: 0 }, Buffer.alloc(100_000, 'Q'), () => {
    matches += 1
  })
  assert.ok(matches <= 200_000, String(matches))
})

test('a JSON value of many texts, in an answer that is nothing but them, becomes one run of dots', () => {
  const json = JSON.stringify(Array.from({ length: 300 }, (_, index) => 'Q'.repeat(8 + index)))
  const redact = makeRedactor([{ text: json, json, pair: null, kind: 'whole-json' }])
  assert.deepEqual(redact.text('Q'.repeat(1024 * 1024)), { text: '••••••', count: 1 })
})

test('values that are too large together to be searched for withhold the answer', () => {
  const values = Array.from(
    { length: 9 },
    () => ({ text: randomBytes(48 * 1024).toString('base64'), json: null, pair: null, kind: 'secret' }) as const,
  )
  assert.throws(() => makeRedactor(values).text('x'), { name: 'Refusal', code: 'response_withheld' })
})

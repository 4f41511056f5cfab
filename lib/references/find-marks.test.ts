import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findMarks } from './find-marks.ts'

const kinds = (text: string) => findMarks(text).map(({ kind, raw }) => [kind, raw])

test('references, macros, near misses, strange braces and bare names are told apart', () => {
  assert.deepEqual(kinds('{{secrets.sms#key}} {{event.station}} {secret.x} {{evnt.station}} secrets.weather_fx.'), [
    ['reference', '{{secrets.sms#key}}'],
    ['macro', '{{event.station}}'],
    ['malformed', '{secret.'],
    ['stray', '{{evnt.station}}'],
    ['bare', 'secrets.weather_fx'],
  ])
})

test('what is escaped, other braces and longer words mean nothing', () => {
  assert.deepEqual(kinds('\\{{event.x}} \\{secrets.x} \\{{strange}} {{"a": 1}} {{1}} mysecrets.x my.secrets.x'), [])
})

test('a bare name keeps its part', () => {
  const [mark] = findMarks('key: secrets.crm.apiKey#/db/password, and more')
  assert.deepEqual(mark?.kind === 'bare' && mark.inner, 'crm.apiKey#/db/password')
})

test('marks are in order, apart from each other, and say what stands there', () => {
  const word = fc.constantFrom(
    '{{',
    '}}',
    '{',
    '}',
    '\\',
    'secrets.',
    'secrets',
    'secret:',
    'event.',
    '.x',
    '#y',
    ' ',
    'a',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const text = words.join('')
      let at = 0
      for (const { start, end, raw } of findMarks(text)) {
        assert.ok(start >= at && end > start)
        assert.equal(raw, text.slice(start, end))
        at = end
      }
    }),
    { numRuns: 2000 },
  )
})

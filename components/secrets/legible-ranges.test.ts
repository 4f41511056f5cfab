import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { legibleRanges } from './legible-ranges.ts'

/** The text as it is seen: a dot for everything that is masked. */
function seen(text: string): string {
  let shown = '•'.repeat(text.length)
  for (const { start, end } of legibleRanges(text))
    shown = shown.slice(0, start) + text.slice(start, end) + shown.slice(end)
  return shown
}

test('keys, punctuation and white space can be read, leaves cannot', () => {
  assert.equal(
    seen('{\n  "host": "db", "port": 5432,\n  "on": [true, null, {"k": "v"}]\n}'),
    '{\n  "host": ••••, "port": ••••,\n  "on": [••••, ••••, {"k": •••}]\n}',
  )
})

test('what is not JSON stays masked', () => {
  assert.equal(seen('sk_live_51H'), '•••••••••••')
  assert.equal(seen('"sk_live"'), '•••••••••')
  assert.equal(seen('{ "a": hunter2 }'), '{ "a": ••••••• }')
  assert.equal(seen('{ "a" "b" }'), '{ "a" ••• }')
  assert.equal(seen('{ "a": "b" "c" }'), '{ "a": ••• ••• }')
  assert.equal(seen('{"a": \u00a0hunter2}'), `{"a": ${'•'.repeat(8)}}`)
  assert.equal(seen('["a", "b"]'), '[•••, •••]')
  assert.equal(seen('{ "a": /* b */ 1 }'), '{ "a": ••••••• • }')
})

test('a key that is not closed does not lay its value open', () => {
  assert.equal(seen('{"hos'), '{"hos')
  assert.equal(seen('{"pass: hunter2'), `{"pass${'•'.repeat(9)}`)
  assert.equal(seen('{"a\\": hunter2'), `{"a\\"${'•'.repeat(9)}`)
})

test('a leaf is masked wherever it stands', () => {
  const leaf = 'HUNTER2'
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constant(leaf), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c:d', 'e"f'), tie('value'), { maxKeys: 3 }),
  })).object
  fc.assert(
    fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
      assert.ok(!seen(JSON.stringify(value, null, indent)).includes('HUNTER'))
    }),
  )
})

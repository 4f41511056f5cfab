import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.ts'

const atom = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null))
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 3 }), tie('value'), { maxKeys: 4 }),
  ),
}))

describe('canonicalJson', () => {
  test('sorts keys by code units at every level and writes no white space', () => {
    assert.equal(canonicalJson({ b: [1, { z: null, a: true }], a: 'x' }), '{"a":"x","b":[1,{"a":true,"z":null}]}')
    // RFC 8785, 3.2.3: by UTF-16 code units, so U+1F600 (D83D DE00) stands before U+FB33.
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33']
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
    assert.deepEqual(
      Object.keys(JSON.parse(text)).filter((key) => key !== '1'),
      sorted.filter((key) => key !== '1'),
    )
    assert.ok(text.startsWith('{"\\r":0,"1":0,'))
  })

  test('is JSON that says the same, and the same text again after a round trip', () => {
    fc.assert(
      fc.property(value, (one) => {
        const text = canonicalJson(one)
        assert.equal(canonicalJson(JSON.parse(text)), text)
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(one)))
      }),
    )
  })

  test('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer(), { noNullPrototype: true }), (one) => {
        const reversed = Object.fromEntries(Object.entries(one).reverse())
        assert.equal(canonicalJson(reversed), canonicalJson(one))
      }),
    )
  })

  test('refuses everything that JSON would drop, round or call methods on', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const refused: unknown[] = [
      undefined,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      1n,
      Symbol('s'),
      () => 1,
      new Date(),
      new Map(),
      Buffer.from('x'),
      { a: undefined },
      { [Symbol('s')]: 1 },
      [undefined],
      new Array(1),
      '\ud800',
      { '\udfff': 1 },
      cyclic,
      new (class {
        a = 1
      })(),
    ]
    for (const one of refused) assert.throws(() => canonicalJson(one), TypeError)
  })

  test('takes a key named __proto__ as any other', () => {
    assert.equal(canonicalJson(JSON.parse('{"__proto__":{"a":1}}')), '{"__proto__":{"a":1}}')
  })
})

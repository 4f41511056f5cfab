import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { equalBytes, keyedHash } from './keyed-hash.ts'

const key = createSecretKey(Buffer.alloc(32, 1))
const hex = (parts: (Uint8Array | string)[]) => Buffer.from(keyedHash(key, parts)).toString('hex')

describe('keyedHash', () => {
  test('tells lists apart that have the same bytes when joined', () => {
    const lists = [[], [''], ['', ''], ['abc'], ['ab', 'c'], ['a', 'bc'], ['a', 'b', 'c'], ['abc', ''], ['', 'abc']]
    assert.equal(new Set(lists.map(hex)).size, lists.length)
  })

  test('tells any two lists apart', () => {
    const list = fc.array(fc.string({ unit: fc.constantFrom('a', '\0', '\u0001'), maxLength: 6 }), { maxLength: 4 })
    fc.assert(
      fc.property(list, list, (a, b) => assert.equal(hex(a) === hex(b), JSON.stringify(a) === JSON.stringify(b))),
      { numRuns: 1_000 },
    )
  })

  test('takes a text as its UTF-8, and refuses one that has none', () => {
    assert.equal(hex(['Dvořák']), hex([Buffer.from('Dvořák')]))
    assert.throws(() => hex(['\ud800']), TypeError)
  })

  test('is another under another key', () => {
    const other = keyedHash(createSecretKey(Buffer.alloc(32, 2)), ['a'])
    assert.notEqual(Buffer.from(other).toString('hex'), hex(['a']))
  })
})

describe('equalBytes', () => {
  test('is true for the same bytes only', () => {
    assert.ok(equalBytes(Uint8Array.of(1, 2), Buffer.from([1, 2])))
    assert.ok(equalBytes(new Uint8Array(), new Uint8Array()))
    assert.ok(!equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)))
  })

  test('is false, not an error, for other lengths', () => {
    assert.ok(!equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1)))
    assert.ok(!equalBytes(new Uint8Array(), Uint8Array.of(0)))
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonPartOf, jsonStrings, minifyJson, readJson } from './json-part.ts'

test('white space goes, everything else stays as it was typed', () => {
  assert.equal(minifyJson(' { "a b" : [ 1.0 , 1e400,\t"\\" \\\\" ] \r\n} '), '{"a b":[1.0,1e400,"\\" \\\\"]}')
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2, '\t'), (json, indent) => {
      const value: unknown = JSON.parse(json)
      assert.equal(minifyJson(JSON.stringify(value, null, indent)), JSON.stringify(value))
    }),
  )
})

test('a part is its source, and a string also its text', () => {
  const tree = readJson('{"a": {"b/c": [true, 1.50, null, "\\u0041\\n"]}, "": "empty", "a.b": {}}')
  const cases: [keys: string[], source: string | null, text?: string][] = [
    [['a', 'b/c', '0'], 'true'],
    [['a', 'b/c', '1'], '1.50'],
    [['a', 'b/c', '2'], null],
    [['a', 'b/c', '3'], '"\\u0041\\n"', 'A\n'],
    [['a', 'b/c'], '[true,1.50,null,"\\u0041\\n"]'],
    [['a', 'b/c', '4'], null],
    [['a', 'b/c', '00'], null],
    [['a', 'b/c', '-1'], null],
    [['a', 'b/c', 'length'], null],
    [[''], '"empty"', 'empty'],
    [['a.b'], '{}'],
    [['a.b', 'toString'], null],
    [['__proto__'], null],
    [['constructor'], null],
    [['missing'], null],
  ]
  for (const [keys, source, text = source] of cases) {
    const part = jsonPartOf(tree, keys)
    assert.deepEqual(part && [part.source, part.text], source === null ? null : [source, text], keys.join('/'))
  }
})

test('every string that is a value is listed, keys are not', () => {
  assert.deepEqual(jsonStrings('{"key":"a","n":1,"deep":[{"x":"b"},"c",["d"]],"":"","f":false}'), [
    'a',
    'b',
    'c',
    'd',
    '',
  ])
})

test('of two members with one name the first counts, and what an object has by nature is none', () => {
  const tree = readJson('{"a":"first","a":"second","b":{"a":"inner"}}')
  assert.equal(jsonPartOf(tree, ['a'])?.text, 'first')
  assert.equal(jsonPartOf(tree, ['b', 'a'])?.text, 'inner')
  for (const key of ['constructor', '__proto__', 'toString']) assert.equal(jsonPartOf(tree, [key]), null)
})

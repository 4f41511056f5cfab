import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { PosternError } from '#lib/core/errors.ts'
import { parseFile } from './parse-file.ts'

const read = (text: string) =>
  parseFile('json', text).rows.map(({ line, name, fields, problem }) => [line, name, fields ?? problem])
const refusalOf = (text: string): string => {
  try {
    parseFile('json', text)
  } catch (error) {
    if (error instanceof PosternError) return error.fields.text ?? ''
    throw error
  }
  return ''
}

describe('a JSON file', () => {
  test('has texts, pairs, JSON secrets as they are written, and the full form', () => {
    const text = `\ufeff{
      "token": "x\\u00e9\\n",
      "pair": { "username": "u", "password": "p" },
      "json": { "n": 1.0e5, "big": 12345678901234567890 },
      "__proto__": "own",
      "full": { "type": "json", "value": { "a": 1 }, "description": "d", "allowedHosts": ["a.example.com"],
        "expiresOn": "2027-03-14", "visibility": "masked", "purpose": "webhook" },
      "service": { "type": "service_account", "value": "x" , "project": "y" },
      "text": { "type": "json", "value": "{\\"a\\": 1.50}" }
    }`
    assert.deepEqual(read(text), [
      [2, 'token', { type: 'token', value: 'xé\n' }],
      [3, 'pair', { type: 'username_password', value: { username: 'u', password: 'p' } }],
      [4, 'json', { type: 'json', value: '{ "n": 1.0e5, "big": 12345678901234567890 }' }],
      [5, '__proto__', { type: 'token', value: 'own' }],
      [
        6,
        'full',
        {
          type: 'json',
          value: '{ "a": 1 }',
          description: 'd',
          allowedHosts: ['a.example.com'],
          expiresOn: '2027-03-14',
          visibility: 'masked',
          purpose: 'webhook',
        },
      ],
      [8, 'service', { type: 'json', value: '{ "type": "service_account", "value": "x" , "project": "y" }' }],
      [9, 'text', { type: 'json', value: '{"a": 1.50}' }],
    ])
  })

  test('is a list of full forms too', () => {
    assert.deepEqual(
      read(
        '[{"name":"a","value":"1"},\n{"name":"b","type":"username_password","value":{"username":"u","password":"p"}}]',
      ),
      [
        [1, 'a', { type: 'token', value: '1' }],
        [2, 'b', { type: 'username_password', value: { username: 'u', password: 'p' } }],
      ],
    )
  })

  test('says row by row what cannot be stored, with its place in the file and without its value', () => {
    const text = `{
      "number": 4711,
      "list": ["canary"],
      "null": null,
      "twice": { "k": "canary",
        "k": "canary" },
      "wrong": { "type": "token", "value": { "canary": 1 } },
      "unknown": { "type": "canary", "value": "canary" },
      "hosts": { "value": "canary", "allowedHosts": "canary" },
      "day": { "value": "canary", "expiresOn": 20270314 }
    }`
    const rows = read(text)
    assert.deepEqual(
      rows.map(([line, name]) => [line, name]),
      [
        [2, 'number'],
        [3, 'list'],
        [4, 'null'],
        [5, 'twice'],
        [7, 'wrong'],
        [8, 'unknown'],
        [9, 'hosts'],
        [10, 'day'],
      ],
    )
    assert.equal(rows[3]?.[2], 'Line 6, column 9: the key "k" is already on line 5. Rename or remove one of them.')
    for (const [, , problem] of rows) {
      assert.equal(typeof problem, 'string')
      assert.doesNotMatch(String(problem), /canary|4711/)
    }
    const list = read('[{"value":"canary"}, 4711, "canary", {"name":"a"}, {"name":"b","value":"x","extra":1}]')
    assert.equal(list.length, 5)
    for (const [, , problem] of list) assert.doesNotMatch(String(problem), /canary|4711/)
  })

  test('is refused whole where it is no JSON, with the place', () => {
    assert.match(refusalOf('{"a": "canary" "b": "canary"}'), /^Line 1, column 16: a comma is expected here\.$/)
    for (const text of [
      '"canary"',
      '{',
      '[',
      '{"a":canary}',
      '// canary\n{}',
      `${'['.repeat(1000)}`,
      `{"a":${'{"b":'.repeat(50)}1}`,
    ]) {
      const refusal = refusalOf(text)
      assert.match(refusal, /^Line \d+, column \d+: /)
      assert.doesNotMatch(refusal, /canary/)
    }
    assert.match(refusalOf('{}'), /No secret was found/)
    assert.match(refusalOf('{"a":"\ud800"}'), /not valid Unicode/)
  })

  test('keeps names that differ in nothing, as rows of their own', () => {
    assert.deepEqual(
      read('{"a":"1","A":"2","a":"3"}').map(([, name]) => name),
      ['a', 'A', 'a'],
    )
  })

  test('property: every name and text comes back as it was, and a row’s own text reads as that row again', () => {
    const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'value'))
    const value = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.record({ username: fc.string(), password: fc.string() }, { noNullPrototype: true }),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.jsonValue({ maxDepth: 3 }), {
        minKeys: 1,
        noNullPrototype: true,
      }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 2),
        (entries, indent) => {
          const members = entries.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each, null, indent)}`)
          const text = `{${members.join(',\n')}}`
          const { rows, glue } = parseFile('json', text)
          assert.deepEqual(
            rows.map(({ name }) => name),
            entries.map(([name]) => name),
          )
          rows.forEach(({ fields }, index) => {
            const given = entries[index]?.[1]
            if (fields?.type === 'json')
              assert.deepEqual(JSON.parse(String(fields.value)), JSON.parse(JSON.stringify(given)))
            else assert.deepEqual(fields?.value, given)
          })
          const again = parseFile(
            'json',
            glue.open + rows.map(({ range }) => text.slice(...range)).join(glue.between) + glue.close,
          )
          assert.deepEqual(
            again.rows.map(({ name, fields }) => ({ name, fields })),
            rows.map(({ name, fields }) => ({ name, fields })),
          )
        },
      ),
    )
  })
})

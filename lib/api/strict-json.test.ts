import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PosternError } from '#lib/core/errors.ts'
import { strictJson } from './strict-json.ts'

const refuses = (text: string) =>
  assert.throws(
    () => strictJson(text),
    (error) => error instanceof PosternError && error.code === 'invalid',
    text,
  )

test('what is JSON is read as JSON.parse reads it', () => {
  const texts = [
    '{}',
    '[]',
    'null',
    '"a"',
    '{"a":{"b":1},"c":{"b":2},"b":[{"b":1},{"b":2}]}',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"\\\\","c":"\\u00e9 \\ud83d\\ude00"}',
    ' {\n\t"a" : [ "a", "a" ] , "" : "" }\r',
  ]
  for (const text of texts) assert.deepEqual(strictJson(text), JSON.parse(text))
})

test('a name that stands twice in one object is refused, however it is written', () => {
  refuses('{"a":1,"a":2}')
  refuses('{"a":1,"\\u0061":2}')
  refuses('{"a":{"b":1,"c":[1,{"d":1,"d" : 2}]}}')
  refuses('[{"a":1},{"a":1,"b":2,"a":3}]')
  refuses('{"__proto__":1,"__proto__":2}')
})

test('half a surrogate pair, more than 64 levels, and what is no JSON are refused', () => {
  refuses('{"a":"\\ud83d"}')
  refuses('{"\\ude00":1}')
  refuses(`${'['.repeat(65)}${']'.repeat(65)}`)
  assert.doesNotThrow(() => strictJson(`${'['.repeat(64)}${']'.repeat(64)}`))
  for (const text of ['', '{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":1} {"a":1}', '\ufeff{}']) refuses(text)
})

test('a hostile text of a megabyte is judged without recursion', () => {
  refuses('['.repeat(2 ** 20))
  refuses(`{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`)
  assert.doesNotThrow(() => strictJson(`["${'\\"'.repeat(2 ** 19)}"]`))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PosternError } from '#lib/core/errors.ts'
import { valueOfBody } from './value-of-body.ts'

const refused = (...given: Parameters<typeof valueOfBody>) =>
  assert.throws(
    () => valueOfBody(...given),
    (error: unknown) =>
      error instanceof PosternError && error.code === 'invalid' && Object.keys(error.fields).join() === 'value',
  )

const nested = (levels: number): object => {
  let value: object = {}
  for (let level = 1; level < levels; level++) value = { a: value }
  return value
}

test('a value has the shape of its type', () => {
  assert.equal(valueOfBody('token', 'x'), 'x')
  assert.equal(valueOfBody('json', '{"a": 1.10}'), '{"a": 1.10}')
  assert.equal(valueOfBody('json', { a: [1, null, 'ü'] }), '{"a":[1,null,"ü"]}')
  assert.deepEqual(valueOfBody('username_password', { username: 'a', password: 'b' }), { username: 'a', password: 'b' })
  refused('token', { a: 1 })
  for (const value of [
    'x',
    {},
    { username: 'a' },
    { username: 'a', password: 1 },
    { username: 'a', password: 'b', c: 1 },
  ])
    refused('username_password', value)
})

test('an object is stored as what it was, or not at all', () => {
  refused('json', JSON.parse('{"a":12345678901234567890}'))
  refused('json', JSON.parse('{"a":[1e999]}'))
  refused('json', JSON.parse('{"a":{"b":-9007199254740993}}'))
  const text = '{"__proto__":{"a":1},"constructor":"b"}'
  assert.equal(valueOfBody('json', JSON.parse(text)), text)
  assert.equal(valueOfBody('json', nested(32)), JSON.stringify(nested(32)))
  refused('json', nested(33))
  refused('json', nested(200_000))
})

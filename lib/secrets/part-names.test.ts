import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partNames } from './part-names.ts'

const ofJson = (value: unknown) => partNames({ type: 'json', value: JSON.stringify(value) })

test('the keys of a JSON value are its parts, of two levels', () => {
  assert.deepEqual(ofJson({ clientId: 'a', client_secret: 'b', db: { user: 1, password: { old: 2 } }, list: [1] }), [
    '#clientId',
    '#client_secret',
    '#/db/user',
    '#/db/password',
    '#list',
  ])
})

test('no more than twenty, and no key that may be a value itself', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${index}`, 1]))
  assert.equal(ofJson(many).length, 20)
  const odd = { sk_live_4242424242: 1, '': 1, 'a b': 1, 'a/b': 1, '{x}': 1, ['x'.repeat(41)]: 1, é: 1, ok: 1 }
  assert.deepEqual(ofJson(odd), ['#ok'])
})

test('other types have no names that would have to be stored', () => {
  assert.deepEqual(partNames({ type: 'token', value: '{"a":1}' }), [])
  assert.deepEqual(partNames({ type: 'username_password', value: { username: 'a', password: 'b' } }), [])
})

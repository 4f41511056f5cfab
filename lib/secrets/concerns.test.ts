import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonRedactionConcern, redactionConcern } from './concerns.ts'

test('what cannot be taken out of answers safely is told, without quoting it', () => {
  assert.equal(redactionConcern(''), null)
  assert.equal(redactionConcern('kT9vQ2mx'), null)
  for (const value of ['kT9vQ2m', 'äöü', '1']) assert.match(redactionConcern(value) ?? '', /less than 8 bytes/)
  for (const value of ['password', 'Username', 'aaaaaaaaaaaa']) assert.match(redactionConcern(value) ?? '', /by chance/)
  // Bytes count, not characters.
  assert.equal(redactionConcern('ключ'), null)
})

test('of a JSON object the keys of short texts are named, never the texts', () => {
  const json = { host: 'db', port: 5432, users: ['zoe', { pin: '1234' }], password: 'kT9vQ2mx' }
  const said = jsonRedactionConcern(JSON.stringify(json)) ?? ''
  assert.match(said, /safely: host, users, pin\. Answers/)
  assert.ok(!/db|zoe|1234/.test(said))
  assert.match(jsonRedactionConcern('{"a":"","b":"","c":"","d":"","e":""}') ?? '', /a, b, c and others\./)
  assert.equal(jsonRedactionConcern('{"password":"kT9vQ2mx","port":1}'), null)
  for (const text of ['{"a":', '"short"', `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`])
    assert.equal(jsonRedactionConcern(text), null)
})

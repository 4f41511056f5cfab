import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redactionConcern } from './concerns.ts'

test('what cannot be taken out of answers safely is told, without quoting it', () => {
  assert.equal(redactionConcern(''), null)
  assert.equal(redactionConcern('kT9vQ2mx'), null)
  for (const value of ['kT9vQ2m', 'äöü', '1']) assert.match(redactionConcern(value) ?? '', /less than 8 bytes/)
  for (const value of ['password', 'Username', 'aaaaaaaaaaaa']) assert.match(redactionConcern(value) ?? '', /by chance/)
  // Bytes count, not characters.
  assert.equal(redactionConcern('ключ'), null)
})

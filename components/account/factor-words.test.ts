import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factorWords } from './factor-words.ts'

test('how somebody signed in is said in words', () => {
  assert.equal(factorWords(['password']), 'With password')
  assert.equal(factorWords(['password', 'totp']), 'With password and code from an app')
  assert.equal(factorWords(['passkey']), 'With passkey')
  assert.equal(factorWords(['sso']), 'With single sign-on')
  assert.equal(factorWords([]), '')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proposeName } from './propose-name.ts'

test('a name says whose it is and what', () => {
  const name = (host: string | null, what: string | null, kind: 'token' | 'login' = 'token') =>
    proposeName({ host, what, kind })
  assert.equal(name('api.crm.example.com', 'Authorization'), 'crm-token')
  assert.equal(name('api.crm.example.com', 'Authorization', 'login'), 'crm-login')
  assert.equal(name('api.crm.example.com', 'X-Api-Key'), 'crm-api-key')
  assert.equal(name('api.stripe.com:8443', 'clientSecret'), 'stripe-client-secret')
  assert.equal(name('192.0.2.7', 'X-Api-Key'), 'api-key')
  assert.equal(name(null, null), 'token')
})

test('it is free, and one that an alias may be', () => {
  assert.equal(proposeName({ host: null, what: null, kind: 'token' }, new Set(['token', 'token-2'])), 'token-3')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.option(fc.string({ unit: 'binary' })), (host, what) => {
      assert.match(proposeName({ host, what, kind: 'login' }), /^[a-z0-9_-]{1,128}$/)
    }),
    { numRuns: 500 },
  )
})

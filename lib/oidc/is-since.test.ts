import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clock } from '#lib/core/clock.ts'
import { isSince } from './read-identity.ts'

const identity = (authTime: number | null) => ({
  issuer: 'https://login.example',
  subject: 'a',
  email: null,
  hostedDomain: null,
  name: null,
  authTime,
})

test('a sign-in at the provider is a proof of now if it happened since, two clocks apart, and never if nobody says when', () => {
  const startedAt = clock.now().getTime() - 30_000
  const at = (seconds: number) => isSince(identity(Math.floor(startedAt / 1000) + seconds), startedAt)
  assert.deepEqual([at(0), at(20), at(-50)], [true, true, true])
  assert.deepEqual([at(-120), at(-86_400), at(3600)], [false, false, false])
  assert.equal(isSince(identity(null), startedAt), false)
})

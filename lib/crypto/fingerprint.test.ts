import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { SecretValue } from '#lib/core/secret-value.ts'
import { fingerprintOf } from './fingerprint.ts'
import { seal } from './seal.ts'

test('is the beginning of SHA-256 of the sealed bytes', () => {
  assert.equal(fingerprintOf(new TextEncoder().encode('abc')), 'ba7816bf8f01cfea')
})

test('equal values never share one', () => {
  const key = { id: 1, key: createSecretKey(randomBytes(32)) }
  const fingerprint = () => fingerprintOf(seal(key, SecretValue.fromText('the same'), new Uint8Array()))
  assert.equal(new Set(Array.from({ length: 1_000 }, fingerprint)).size, 1_000)
})

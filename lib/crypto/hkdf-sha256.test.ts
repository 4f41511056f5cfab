import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hkdfSha256 } from './hkdf-sha256.ts'

type Vector = {
  tcId: number
  ikm: string
  salt: string
  info: string
  size: number
  okm: string
  result: 'valid' | 'invalid'
}

const file = new URL('../../vectors/wycheproof-hkdf-sha256.json', import.meta.url)
const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: { tests: Vector[] }[] }
const vectors = testGroups.flatMap((group) => group.tests)
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const derive = (vector: Vector) =>
  hkdfSha256(createSecretKey(bytes(vector.ikm)), bytes(vector.salt), bytes(vector.info), vector.size)

test('Wycheproof: 83 valid cases derive as published', () => {
  const valid = vectors.filter((vector) => vector.result === 'valid')
  assert.equal(valid.length, 83)
  for (const vector of valid) {
    assert.equal(Buffer.from(derive(vector)).toString('hex'), vector.okm, `case ${vector.tcId}`)
  }
})

test('Wycheproof: 3 invalid cases are refused', () => {
  const invalid = vectors.filter((vector) => vector.result === 'invalid')
  assert.equal(invalid.length, 3)
  for (const vector of invalid) assert.throws(() => derive(vector), RangeError, `case ${vector.tcId}`)
})

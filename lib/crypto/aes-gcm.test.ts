import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { decryptGcm, encryptGcm, newNonce } from './aes-gcm.ts'
import { OpenError } from './open-error.ts'

type Vector = {
  tcId: number
  flags: string[]
  key: string
  iv: string
  aad: string
  msg: string
  ct: string
  tag: string
  result: 'valid' | 'invalid'
}
type Group = { keySize: number; ivSize: number; tagSize: number; tests: Vector[] }

const file = new URL('../../vectors/wycheproof-aes-gcm.json', import.meta.url)
const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] }
const ours = ({ keySize, ivSize, tagSize }: Group) => keySize === 256 && ivSize === 96 && tagSize === 128
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')
const decryptVector = (vector: Vector) =>
  decryptGcm(
    createSecretKey(bytes(vector.key)),
    bytes(vector.iv),
    bytes(vector.ct),
    bytes(vector.tag),
    bytes(vector.aad),
  )

describe('Wycheproof, AES-256-GCM with a 96-bit nonce and a 128-bit tag', () => {
  const vectors = testGroups.filter(ours).flatMap((group) => group.tests)
  const valid = vectors.filter((vector) => vector.result === 'valid')
  const invalid = vectors.filter((vector) => vector.result === 'invalid')

  test('39 valid cases encrypt and decrypt as published', () => {
    assert.equal(valid.length, 39)
    for (const vector of valid) {
      const key = createSecretKey(bytes(vector.key))
      const { ciphertext, tag } = encryptGcm(key, bytes(vector.iv), bytes(vector.msg), bytes(vector.aad))
      assert.equal(hex(ciphertext), vector.ct, `case ${vector.tcId}`)
      assert.equal(hex(tag), vector.tag, `case ${vector.tcId}`)
      assert.equal(hex(decryptVector(vector)), vector.msg, `case ${vector.tcId}`)
    }
  })

  test('27 invalid cases are refused', () => {
    assert.equal(invalid.length, 27)
    for (const vector of invalid) assert.throws(() => decryptVector(vector), OpenError, `case ${vector.tcId}`)
  })
})

describe('other parameters of Wycheproof', () => {
  const others = testGroups.filter((group) => !ours(group)).flatMap((group) => group.tests)

  test('keys and nonces of other sizes are refused, in both directions', () => {
    assert.equal(others.length, 250)
    for (const vector of others) {
      const key = createSecretKey(bytes(vector.key))
      assert.throws(() => encryptGcm(key, bytes(vector.iv), bytes(vector.msg), bytes(vector.aad)))
      assert.throws(() => decryptVector(vector), OpenError, `case ${vector.tcId}`)
    }
  })
})

describe('decryptGcm', () => {
  const key = createSecretKey(randomBytes(32))
  const nonce = newNonce()
  const associatedData = randomBytes(20)
  const { ciphertext, tag } = encryptGcm(key, nonce, randomBytes(100), associatedData)

  test('refuses a right tag that is cut short, empty or too long', () => {
    for (let length = 0; length < tag.byteLength; length++) {
      assert.throws(() => decryptGcm(key, nonce, ciphertext, tag.subarray(0, length), associatedData), OpenError)
    }
    assert.throws(() => decryptGcm(key, nonce, ciphertext, new Uint8Array([...tag, 0]), associatedData), OpenError)
  })

  test('gives plaintext memory of its own, not a slice of a shared pool', () => {
    const plaintext = decryptGcm(key, nonce, ciphertext, tag, associatedData)
    assert.equal(plaintext.buffer.byteLength, plaintext.byteLength)
  })
})

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { OpenError } from '#lib/crypto/open-error.ts'
import { type ContentEncryption, decryptContent, encryptContent } from './content-encryption.ts'

type Vector = {
  tcId: number
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
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')
const encryptionOf: Record<number, ContentEncryption> = { 128: 'a128gcm', 192: 'a192gcm', 256: 'a256gcm' }
const vectorsOf = (keySize: number, isOurs: boolean) =>
  testGroups
    .filter((group) => group.keySize === keySize && (group.ivSize === 96 && group.tagSize === 128) === isOurs)
    .flatMap((group) => group.tests)

const open = (encryption: ContentEncryption, vector: Vector) =>
  decryptContent(encryption, createSecretKey(bytes(vector.key)), {
    nonce: bytes(vector.iv),
    ciphertext: bytes(vector.ct),
    tag: bytes(vector.tag),
    associatedData: bytes(vector.aad),
  })

describe('Wycheproof, AES-GCM with a 96-bit nonce and a 128-bit tag', () => {
  const expected = { 128: [40, 27], 192: [37, 27], 256: [39, 27] } as const
  for (const keySize of [128, 192, 256] as const) {
    const encryption = encryptionOf[keySize] as ContentEncryption
    const vectors = vectorsOf(keySize, true)
    const valid = vectors.filter(({ result }) => result === 'valid')
    const invalid = vectors.filter(({ result }) => result === 'invalid')

    test(`of ${keySize} bits: valid cases encrypt and decrypt as published, invalid ones are refused`, () => {
      assert.deepEqual([valid.length, invalid.length], expected[keySize])
      for (const vector of valid) {
        const sealed = encryptContent(encryption, createSecretKey(bytes(vector.key)), {
          plaintext: bytes(vector.msg),
          associatedData: bytes(vector.aad),
          nonce: bytes(vector.iv),
        })
        assert.equal(hex(sealed.ciphertext), vector.ct, `case ${vector.tcId}`)
        assert.equal(hex(sealed.tag), vector.tag, `case ${vector.tcId}`)
        assert.equal(hex(open(encryption, vector)), vector.msg, `case ${vector.tcId}`)
      }
      for (const vector of invalid) assert.throws(() => open(encryption, vector), OpenError, `case ${vector.tcId}`)
    })

    test(`of ${keySize} bits: nonces of other sizes are refused, in both directions`, () => {
      const others = vectorsOf(keySize, false)
      assert.ok(others.length > 10)
      for (const vector of others) {
        assert.throws(() => open(encryption, vector), OpenError)
        const key = createSecretKey(bytes(vector.key))
        const input = { plaintext: bytes(vector.msg), associatedData: bytes(vector.aad), nonce: bytes(vector.iv) }
        assert.throws(() => encryptContent(encryption, key, input), RangeError)
      }
    })
  }
})

test('a nonce is new each time, and a key of another size is refused', () => {
  const key = createSecretKey(randomBytes(32))
  const input = { plaintext: randomBytes(16), associatedData: Buffer.alloc(0) }
  const nonces = new Set(Array.from({ length: 1000 }, () => hex(encryptContent('a256gcm', key, input).nonce)))
  assert.equal(nonces.size, 1000)
  assert.throws(() => encryptContent('a128gcm', key, input))
  assert.throws(() => encryptContent('a192gcm', key, input))
})

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { OpenError } from './open-error.ts'
import { groupFingerprint, rootFingerprint } from './root-fingerprint.ts'
import { unwrapKey, wrapKey } from './wrap-key.ts'

const newKey = () => createSecretKey(randomBytes(32))
const root = newKey()
const key = newKey()
const wrapped = wrapKey(root, key, 'organization/a/sealing/1')

describe('a wrapped key', () => {
  test('opens with its root key and its label, and starts with version and fingerprint', () => {
    assert.ok(unwrapKey(root, wrapped, 'organization/a/sealing/1').equals(key))
    assert.equal(wrapped.byteLength, 69)
    assert.equal(wrapped[0], 1)
    assert.equal(Buffer.from(wrapped.subarray(1, 9)).toString('hex'), rootFingerprint(root))
  })

  test('does not open with any bit flipped', () => {
    for (let bit = 0; bit < wrapped.byteLength * 8; bit++) {
      const flipped = Uint8Array.from(wrapped)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => unwrapKey(root, flipped, 'organization/a/sealing/1'), OpenError, `bit ${bit}`)
    }
  })

  test('does not open cut or extended at any length', () => {
    for (let length = 0; length < wrapped.byteLength; length++) {
      assert.throws(() => unwrapKey(root, wrapped.subarray(0, length), 'organization/a/sealing/1'), OpenError)
    }
    assert.throws(() => unwrapKey(root, new Uint8Array([...wrapped, 0]), 'organization/a/sealing/1'), OpenError)
  })

  test('does not open under another root key or label', () => {
    assert.throws(() => unwrapKey(newKey(), wrapped, 'organization/a/sealing/1'), OpenError)
    for (const label of ['organization/a/index/1', 'organization/a/sealing/2', 'organization/b/sealing/1', '']) {
      assert.throws(() => unwrapKey(root, wrapped, label), OpenError)
    }
  })

  test('is another each time, and is made of 256-bit keys only', () => {
    assert.notDeepEqual(wrapKey(root, key, 'a'), wrapKey(root, key, 'a'))
    assert.throws(() => wrapKey(root, createSecretKey(randomBytes(16)), 'a'), TypeError)
    assert.throws(() => wrapKey(createSecretKey(randomBytes(16)), key, 'a'), TypeError)
  })
})

describe('a root key’s fingerprint', () => {
  test('is the same for the same key, may never change, and is grouped for people', () => {
    const fingerprint = rootFingerprint(createSecretKey(Buffer.alloc(32, 0xa5)))
    assert.equal(fingerprint, '7bfdf77444cd8b8c')
    assert.equal(groupFingerprint('9f3c21ab77e041d2'), '9f3c 21ab 77e0 41d2')
    assert.notEqual(rootFingerprint(newKey()), rootFingerprint(newKey()))
  })
})

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { SecretValue } from '#lib/core/secret-value.ts'
import { OpenError } from './open-error.ts'
import { open, type SealingKey, seal, sealedKeyId } from './seal.ts'

const key: SealingKey = { id: 0x01020304, key: createSecretKey(randomBytes(32)) }
const bound = randomBytes(80)
const bytesOf = (value: SecretValue) => Buffer.from(value.read(ReadPermit.granted))
const failureOf = (fn: () => unknown): Error => {
  try {
    fn()
  } catch (error) {
    return error as Error
  }
  return assert.fail('It opened.')
}
const changed = (bytes: Uint8Array, at: number, to: number) => {
  const copy = Uint8Array.from(bytes)
  copy[at] = to
  return copy
}

describe('a sealed value', () => {
  const sealed = seal(key, SecretValue.fromText('correct horse battery staple'), bound)

  test('has the documented layout', () => {
    assert.equal(sealed.byteLength, 1 + 4 + 12 + 28 + 16)
    assert.deepEqual([...sealed.subarray(0, 5)], [1, 1, 2, 3, 4])
    assert.equal(sealedKeyId(sealed), 0x01020304)
  })

  test('opens with its key and its associated data, also as a view into a larger buffer', () => {
    const around = Buffer.concat([randomBytes(7), sealed, randomBytes(9)])
    const view = around.subarray(7, 7 + sealed.byteLength)
    assert.equal(open(key, sealed, bound).readText(ReadPermit.granted), 'correct horse battery staple')
    assert.equal(open(key, view, bound).readText(ReadPermit.granted), 'correct horse battery staple')
  })

  test('does not open with any bit flipped', () => {
    for (let bit = 0; bit < sealed.byteLength * 8; bit++) {
      const flipped = changed(sealed, bit >> 3, (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
      assert.throws(() => open(key, flipped, bound), OpenError, `bit ${bit}`)
    }
  })

  test('does not open cut at any length, from either end, nor with a byte more', () => {
    for (let length = 0; length < sealed.byteLength; length++) {
      assert.throws(() => open(key, sealed.subarray(0, length), bound), OpenError, `first ${length}`)
      assert.throws(() => open(key, sealed.subarray(sealed.byteLength - length), bound), OpenError, `last ${length}`)
    }
    for (const extra of [0, 1, 255]) {
      assert.throws(() => open(key, new Uint8Array([...sealed, extra]), bound), OpenError)
      assert.throws(() => open(key, new Uint8Array([extra, ...sealed]), bound), OpenError)
    }
  })

  test('does not open with any bit of its associated data flipped, cut or extended', () => {
    for (let bit = 0; bit < bound.byteLength * 8; bit++) {
      const flipped = changed(bound, bit >> 3, (bound[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
      assert.throws(() => open(key, sealed, flipped), OpenError, `bit ${bit}`)
    }
    assert.throws(() => open(key, sealed, bound.subarray(1)), OpenError)
    assert.throws(() => open(key, sealed, new Uint8Array()), OpenError)
    assert.throws(() => open(key, sealed, new Uint8Array([...bound, 0])), OpenError)
  })

  test('does not open under another key, another id, or another id written into it', () => {
    const otherKey = { id: key.id, key: createSecretKey(randomBytes(32)) }
    const otherId = { id: key.id + 1, key: key.key }
    assert.throws(() => open(otherKey, sealed, bound), OpenError)
    assert.throws(() => open(otherId, sealed, bound), OpenError)
    // The header is authenticated: the right bytes of the key under another id are not enough.
    assert.throws(() => open(otherId, changed(sealed, 4, 5), bound), OpenError)
  })

  test('fails with one and the same error, whatever the cause', () => {
    const failures = [
      () => open(key, new Uint8Array(), bound),
      () => open(key, sealed.subarray(0, 32), bound),
      () => open(key, changed(sealed, 0, 2), bound),
      () => open(key, changed(sealed, 4, 5), bound),
      () => open(key, changed(sealed, 20, (sealed[20] ?? 0) ^ 1), bound),
      () => open(key, changed(sealed, sealed.byteLength - 1, (sealed.at(-1) ?? 0) ^ 1), bound),
      () => open(key, sealed, randomBytes(80)),
      () => open({ id: key.id, key: createSecretKey(randomBytes(32)) }, sealed, bound),
      () => open({ id: key.id, key: createSecretKey(randomBytes(16)) }, sealed, bound),
      () => sealedKeyId(sealed.subarray(0, 32)),
      () => sealedKeyId(changed(sealed, 0, 0)),
      () => sealedKeyId(Uint8Array.from(sealed, (byte, at) => (at >= 1 && at < 5 ? 0 : byte))),
    ].map(failureOf)
    for (const failure of failures) {
      assert.ok(failure instanceof OpenError)
      assert.deepEqual(
        { ...failure, message: failure.message, cause: failure.cause },
        {
          name: 'OpenError',
          message: 'The value could not be opened.',
          cause: undefined,
        },
      )
    }
  })
})

describe('seal', () => {
  test('refuses a key of another size or kind, and an id that is none', () => {
    const value = SecretValue.fromText('x')
    for (const size of [16, 24, 31, 33, 64]) {
      assert.throws(() => seal({ id: 1, key: createSecretKey(randomBytes(size)) }, value, bound), TypeError)
    }
    for (const id of [0, -1, 1.5, 2 ** 32, Number.NaN]) {
      assert.throws(() => seal({ id, key: key.key }, value, bound), RangeError)
    }
    for (const id of [1, 2 ** 31, 2 ** 32 - 1]) assert.equal(sealedKeyId(seal({ id, key: key.key }, value, bound)), id)
  })

  test('any bytes up to 64 KiB come back as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_536 }), fc.uint8Array({ maxLength: 200 }), (length, associatedData) => {
        const plaintext = randomBytes(length)
        const sealed = seal(key, SecretValue.fromBytes(Uint8Array.from(plaintext)), associatedData)
        assert.equal(sealed.byteLength, length + 33)
        assert.ok(bytesOf(open(key, sealed, associatedData)).equals(plaintext))
      }),
      {
        numRuns: 100,
        examples: [
          [0, new Uint8Array()],
          [65_536, new Uint8Array()],
        ],
      },
    )
  })

  test('the same value never gives the same bytes, and every nonce is new', () => {
    const value = SecretValue.fromText('the same')
    const sealed = Array.from({ length: 5_000 }, () => seal(key, value, bound))
    const nonces = new Set(sealed.map((one) => Buffer.from(one.subarray(5, 17)).toString('hex')))
    const ciphertexts = new Set(sealed.map((one) => Buffer.from(one.subarray(17)).toString('hex')))
    assert.equal(nonces.size, 5_000)
    assert.equal(ciphertexts.size, 5_000)
  })

  test('nothing of the plaintext stands in the sealed bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 2_000 }), (plaintext) => {
        const sealed = Buffer.from(seal(key, SecretValue.fromBytes(Uint8Array.from(plaintext)), bound))
        for (let at = 0; at + 8 <= plaintext.byteLength; at += 8) {
          assert.equal(sealed.indexOf(plaintext.subarray(at, at + 8)), -1)
        }
      }),
    )
  })

  test('leaves the plaintext as it was, and shares no memory with it', () => {
    const bytes = new TextEncoder().encode('unchanged')
    const sealed = seal(key, SecretValue.fromBytes(bytes), bound)
    assert.equal(Buffer.from(bytes).toString(), 'unchanged')
    assert.notEqual(sealed.buffer, bytes.buffer)
    assert.equal(sealed.buffer.byteLength, sealed.byteLength)
  })
})

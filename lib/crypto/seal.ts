import type { KeyObject } from 'node:crypto'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { SecretValue } from '#lib/core/secret-value.ts'
import { decryptGcm, encryptGcm, newNonce, nonceLength, tagLength } from './aes-gcm.ts'
import { OpenError } from './open-error.ts'

export type SealingKey = {
  /** 1 to 2^32 - 1; stands in every value it sealed. */
  id: number
  /** 256 bits. */
  key: KeyObject
}

const formatVersion = 1
const headerLength = 1 + 4
const overhead = headerLength + nonceLength + tagLength

/**
 * Encrypts a value so that it opens only with this key and this associated data: format version (1 byte), key id
 * (4 bytes, big-endian), nonce (12), ciphertext, tag (16). Throws if the key has another size or an id that is none.
 * NIST SP 800-38D.
 */
export function seal(key: SealingKey, plaintext: SecretValue, associatedData: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = headerOf(key.id)
  const nonce = newNonce()
  const bytes = plaintext.read(ReadPermit.granted)
  const { ciphertext, tag } = encryptGcm(key.key, nonce, bytes, bound(header, associatedData))
  const sealed = new Uint8Array(overhead + ciphertext.byteLength)
  sealed.set(header, 0)
  sealed.set(nonce, headerLength)
  sealed.set(ciphertext, headerLength + nonceLength)
  sealed.set(tag, sealed.byteLength - tagLength)
  return sealed
}

/** The id of the key that a sealed value names. Throws OpenError if it is no sealed value. */
export function sealedKeyId(sealed: Uint8Array): number {
  if (sealed.byteLength < overhead || sealed[0] !== formatVersion) throw new OpenError()
  const id = new DataView(sealed.buffer, sealed.byteOffset).getUint32(1)
  if (id === 0) throw new OpenError()
  return id
}

/**
 * The value that was sealed with this key and this associated data. Throws OpenError, one and the same, for anything
 * else: another version, length, key, associated data, or a bit that was changed.
 */
export function open(key: SealingKey, sealed: Uint8Array, associatedData: Uint8Array): SecretValue {
  if (sealedKeyId(sealed) !== key.id) throw new OpenError()
  const header = sealed.subarray(0, headerLength)
  const nonce = sealed.subarray(headerLength, headerLength + nonceLength)
  const ciphertext = sealed.subarray(headerLength + nonceLength, sealed.byteLength - tagLength)
  const tag = sealed.subarray(sealed.byteLength - tagLength)
  return SecretValue.fromBytes(decryptGcm(key.key, nonce, ciphertext, tag, bound(header, associatedData)))
}

function headerOf(keyId: number): Uint8Array {
  if (!Number.isInteger(keyId) || keyId < 1 || keyId > 0xffff_ffff)
    throw new RangeError('The key id must be 1 to 2^32 - 1.')
  return Uint8Array.of(formatVersion, keyId >>> 24, keyId >>> 16, keyId >>> 8, keyId)
}

/** The header is authenticated too, so that no later format can be taken for this one. Its length is fixed. */
function bound(header: Uint8Array, associatedData: Uint8Array): Uint8Array {
  return Buffer.concat([header, associatedData])
}

import { createSecretKey, type KeyObject } from 'node:crypto'
import { decryptGcm, encryptGcm, newNonce, nonceLength, tagLength } from './aes-gcm.ts'
import { deriveKey } from './derive-key.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { OpenError } from './open-error.ts'
import { rootFingerprint } from './root-fingerprint.ts'

const formatVersion = 1
const headerLength = 1 + 8
const keyLength = 32
const wrappedLength = headerLength + nonceLength + keyLength + tagLength

/**
 * Encrypts a key so that it opens only with this root key and this label: format version (1 byte), the root key's
 * fingerprint (8 bytes), nonce (12), the key encrypted (32), tag (16). Throws TypeError unless both have 256 bits.
 * NIST SP 800-38D, under a key derived from the root key for this purpose alone.
 */
export function wrapKey(root: KeyObject, key: KeyObject, label: string): Uint8Array<ArrayBuffer> {
  if (key.type !== 'secret' || key.symmetricKeySize !== keyLength) throw new TypeError('The key must have 256 bits.')
  const header = headerOf(root)
  const nonce = newNonce()
  const bytes = key.export()
  const { ciphertext, tag } = encryptGcm(wrappingKey(root), nonce, bytes, bound(header, label))
  bytes.fill(0)
  return new Uint8Array(Buffer.concat([header, nonce, ciphertext, tag]))
}

/** The key that was wrapped with this root key under this label. Throws OpenError for anything else. */
export function unwrapKey(root: KeyObject, wrapped: Uint8Array, label: string): KeyObject {
  const header = wrapped.subarray(0, headerLength)
  if (wrapped.byteLength !== wrappedLength || !headerOf(root).equals(header)) throw new OpenError()
  const nonce = wrapped.subarray(headerLength, headerLength + nonceLength)
  const ciphertext = wrapped.subarray(headerLength + nonceLength, wrappedLength - tagLength)
  const tag = wrapped.subarray(wrappedLength - tagLength)
  const bytes = decryptGcm(wrappingKey(root), nonce, ciphertext, tag, bound(header, label))
  try {
    return createSecretKey(bytes)
  } finally {
    bytes.fill(0)
  }
}

const wrappingKey = (root: KeyObject): KeyObject => deriveKey(root, 'postern/root-key-wrap/1')

function headerOf(root: KeyObject): Buffer {
  return Buffer.concat([Buffer.of(formatVersion), Buffer.from(rootFingerprint(root), 'hex')])
}

function bound(header: Uint8Array, label: string): Uint8Array {
  return lengthPrefixed(['postern/wrapped-key/1', header, label])
}

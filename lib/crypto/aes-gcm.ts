import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { OpenError } from './open-error.ts'

export const nonceLength = 12
export const tagLength = 16

/**
 * A new 96-bit nonce from the system's generator. Throws if that fails. NIST SP 800-38D, 8.2.2: with random nonces a
 * key may seal 2^32 times at most; lib/keys stops at 2^30.
 */
export function newNonce(): Uint8Array {
  return randomBytes(nonceLength)
}

/**
 * AES-256-GCM with a 96-bit nonce and the full 128-bit tag: ciphertext and tag. Never call it twice with one key and
 * nonce. Throws RangeError or TypeError for a key or nonce of another size. NIST SP 800-38D, 7.1.
 */
export function encryptGcm(
  key: KeyObject,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): { ciphertext: Uint8Array; tag: Uint8Array } {
  requireSizes(key, nonce)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(associatedData)
  const ciphertext = cipher.update(plaintext)
  cipher.final()
  return { ciphertext, tag: cipher.getAuthTag() }
}

/**
 * The plaintext, if and only if key, nonce, ciphertext, tag and associated data are what encryptGcm saw. Throws
 * OpenError otherwise, and nothing of the unverified plaintext stays behind. NIST SP 800-38D, 7.2.
 */
export function decryptGcm(
  key: KeyObject,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  let plaintext: Uint8Array | undefined
  try {
    requireSizes(key, nonce)
    // Without authTagLength Node would take a tag cut down to 4 bytes.
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(associatedData)
    decipher.setAuthTag(tag)
    plaintext = decipher.update(ciphertext)
    decipher.final()
    return plaintext
  } catch {
    plaintext?.fill(0)
    throw new OpenError()
  }
}

/** GCM takes nonces of any length, but only those of 96 bits are not hashed first, where they may collide: 8.2. */
function requireSizes(key: KeyObject, nonce: Uint8Array): void {
  if (key.type !== 'secret' || key.symmetricKeySize !== 32) throw new TypeError('The key must have 256 bits.')
  if (nonce.byteLength !== nonceLength) throw new RangeError('The nonce must have 96 bits.')
}

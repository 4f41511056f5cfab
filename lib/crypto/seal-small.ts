import type { KeyObject } from 'node:crypto'
import { decryptGcm, encryptGcm, newNonce, nonceLength, tagLength } from './aes-gcm.ts'

/**
 * Seals what is no organization's, such as a person's key of one-time codes, under a key of one purpose (deriveKey()):
 * nonce, ciphertext and tag in one, AES-256-GCM with a random nonce. Values of secrets are sealed by seal(), under keys
 * that can be rotated. Throws as encryptGcm(). NIST SP 800-38D, 7.1 and 8.2.2.
 */
export function sealSmall(key: KeyObject, plain: Uint8Array, associatedData: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = newNonce()
  const { ciphertext, tag } = encryptGcm(key, nonce, plain, associatedData)
  return new Uint8Array(Buffer.concat([nonce, ciphertext, tag]))
}

/** What sealSmall() sealed with the same key and associated data. Throws OpenError for anything else. */
export function openSmall(key: KeyObject, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array {
  const [nonce, tag] = [sealed.subarray(0, nonceLength), sealed.subarray(-tagLength)]
  return decryptGcm(key, nonce, sealed.subarray(nonceLength, -tagLength), tag, associatedData)
}

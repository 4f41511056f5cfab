import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { OpenError } from '#lib/crypto/open-error.ts'

/** How the content of an envelope is encrypted: RFC 7518 section 5.3. */
export const contentEncryptions = {
  a128gcm: { enc: 'A128GCM', bytes: 16, cipher: 'aes-128-gcm' },
  a192gcm: { enc: 'A192GCM', bytes: 24, cipher: 'aes-192-gcm' },
  a256gcm: { enc: 'A256GCM', bytes: 32, cipher: 'aes-256-gcm' },
} as const

export type ContentEncryption = keyof typeof contentEncryptions

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-GCM with a nonce of 96 bits and the whole tag of 128. A new random nonce each time: with these a key may encrypt
 * 2^32 envelopes. `nonce` is for published vectors alone. Throws for a key of another size. NIST SP 800-38D, 7.1 and 8.3.
 */
export function encryptContent(
  encryption: ContentEncryption,
  key: KeyObject,
  {
    plaintext,
    associatedData,
    nonce = randomBytes(nonceBytes),
  }: { plaintext: Uint8Array; associatedData: Uint8Array; nonce?: Uint8Array },
): { nonce: Uint8Array; ciphertext: Uint8Array; tag: Uint8Array } {
  if (nonce.byteLength !== nonceBytes) throw new RangeError('The nonce must have 96 bits.')
  const { cipher: name } = contentEncryptions[encryption]
  const cipher = createCipheriv(name, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { nonce, ciphertext, tag: cipher.getAuthTag() }
}

/** The plaintext, if and only if everything is what encryptContent() made. Throws OpenError otherwise, whatever the cause. */
export function decryptContent(
  encryption: ContentEncryption,
  key: KeyObject,
  sealed: { nonce: Uint8Array; ciphertext: Uint8Array; tag: Uint8Array; associatedData: Uint8Array },
): Uint8Array {
  let plaintext: Uint8Array | undefined
  try {
    if (sealed.nonce.byteLength !== nonceBytes || sealed.tag.byteLength !== tagBytes) throw new OpenError()
    const decipher = createDecipheriv(contentEncryptions[encryption].cipher, key, sealed.nonce, {
      authTagLength: tagBytes,
    })
    decipher.setAAD(sealed.associatedData)
    decipher.setAuthTag(sealed.tag)
    plaintext = decipher.update(sealed.ciphertext)
    decipher.final()
    return plaintext
  } catch {
    plaintext?.fill(0)
    throw new OpenError()
  }
}

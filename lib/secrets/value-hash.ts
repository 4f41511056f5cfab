import type { KeyObject } from 'node:crypto'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import type { Credential } from './schema.ts'

/** Shorter values are not compared: they could be guessed one after another. */
const comparedBytes = 16

/**
 * By what the same value is found in another secret: a keyed hash of the token, the password or the JSON text, under a key
 * that does nothing else. Null for a value of less than 16 bytes.
 */
export function valueHashOf(duplicates: KeyObject, credential: Credential): Uint8Array<ArrayBuffer> | null {
  const value = credential.type === 'username_password' ? credential.value.password : credential.value
  return Buffer.byteLength(value) < comparedBytes ? null : keyedHash(duplicates, ['postern/value/1', value])
}

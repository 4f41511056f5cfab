import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { lengthPrefixed } from './length-prefixed.ts'

/**
 * HMAC-SHA256 over a list of parts: 32 bytes that nobody without the key can make for another list. A text counts as
 * its UTF-8. Throws TypeError for a text with a lone surrogate. RFC 2104.
 */
export function keyedHash(key: KeyObject, parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', key).update(lengthPrefixed(parts)).digest())
}

/** Whether two byte strings are the same, in a time that depends on their lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

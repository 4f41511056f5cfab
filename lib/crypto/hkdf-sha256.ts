import { hkdfSync, type KeyObject } from 'node:crypto'

/** HKDF with SHA-256. Throws RangeError if more than 255 × 32 bytes are asked for. RFC 5869, 2. */
export function hkdfSha256(
  key: KeyObject,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, length))
}

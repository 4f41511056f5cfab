import { createHash } from 'node:crypto'

/**
 * What people may see of a sealed value: the first 16 hex digits of SHA-256 over the sealed bytes. It says nothing about
 * the plaintext, and equal values never share one, because each has its own nonce.
 */
export function fingerprintOf(sealed: Uint8Array): string {
  return createHash('sha256').update(sealed).digest('hex').slice(0, 16)
}

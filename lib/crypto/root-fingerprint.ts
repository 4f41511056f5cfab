import type { KeyObject } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

/**
 * What a root key is called: 16 hex digits of a key derived from it under a label of its own. It may be shown and
 * stored: it tells nothing about the key. Throws TypeError unless the key has 256 bits. RFC 5869.
 */
export function rootFingerprint(root: KeyObject): string {
  return deriveKey(root, 'postern/root-key-fingerprint/1').export().toString('hex').slice(0, 16)
}

/** A fingerprint as people read it out: `9f3c 21ab 77e0 41d2`. */
export function groupFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? ''
}

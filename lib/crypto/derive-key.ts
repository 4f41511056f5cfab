import { createSecretKey, type KeyObject } from 'node:crypto'
import { hkdfSha256 } from './hkdf-sha256.ts'

/**
 * A 256-bit key for one purpose, named by the label: it tells nothing about the key it comes from, nor about the keys
 * of other labels. Throws TypeError unless `root` has 256 bits and the label is of visible ASCII. RFC 5869: the key is
 * uniformly random already, so no salt is needed (3.1); the label is the context that separates purposes (3.2).
 */
export function deriveKey(root: KeyObject, label: string): KeyObject {
  if (root.type !== 'secret' || root.symmetricKeySize !== 32) throw new TypeError('The key must have 256 bits.')
  if (!/^[!-~]{1,100}$/.test(label)) throw new TypeError('A label must be of visible ASCII characters.')
  const bytes = hkdfSha256(root, new Uint8Array(), new TextEncoder().encode(label), 32)
  try {
    return createSecretKey(bytes)
  } finally {
    bytes.fill(0)
  }
}

import type { KeyObject } from 'node:crypto'
import type { SealingKey } from '#lib/crypto/seal.ts'

/** An organization's keys as they are used, unwrapped. */
export type OrganizationKeys = {
  /** By key id, which is the key's version. The old ones only open. */
  sealing: Map<number, SealingKey>
  active: SealingKey
  /** For secretRowMac. */
  rowMac: KeyObject
  /** For the hash chain of the change log. */
  logChain: KeyObject
  /** For finding a value that is already stored. */
  duplicates: KeyObject
}

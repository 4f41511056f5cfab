import type { KeyObject } from 'node:crypto'
import { canonicalJson } from '#lib/crypto/canonical-json.ts'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import type { ChangeDetails } from './schema.ts'

/** Every field of an entry that its hash covers: all but the hashes themselves. */
export type ChainedFields = {
  organizationId: string
  sequence: bigint
  at: Date
  action: string
  outcome: string
  actorKind: string
  actorId: string | null
  actorName: string
  actorRole: string
  domainId: string | null
  subjectKind: string
  subjectId: string | null
  subjectName: string
  details: ChangeDetails
  address: string
  program: string
}

/** What the first entry of an organization names as the hash before it. */
export const genesisHash = new Uint8Array(32)

/**
 * The hash that chains an entry to the one before it: HMAC-SHA256 under the organization's log key, so that who can
 * write to the database cannot compute one. The order of the list is part of the format; add, never reorder.
 */
export function entryHash(key: KeyObject, previousHash: Uint8Array, entry: ChainedFields): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    keyedHash(key, [
      'postern/change-log-entry/1',
      previousHash,
      entry.organizationId,
      String(entry.sequence),
      entry.at.toISOString(),
      entry.action,
      entry.outcome,
      entry.actorKind,
      entry.actorId ?? '',
      entry.actorName,
      entry.actorRole,
      entry.domainId ?? '',
      entry.subjectKind,
      entry.subjectId ?? '',
      entry.subjectName,
      canonicalJson(entry.details),
      entry.address,
      entry.program,
    ]),
  )
}

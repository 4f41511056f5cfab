import type { KeyObject } from 'node:crypto'
import { codeByte, integerBytes, uuidBytes } from './field-bytes.ts'
import { keyedHash } from './keyed-hash.ts'
import { purposeCodes, type SecretCoded, typeCodes, visibilityCodes } from './secret-codes.ts'

export type SecretRow = SecretCoded & {
  organizationId: string
  secretId: string
  /** The domain's id, or the organization's. */
  scopeId: string
  name: string
  /** Milliseconds since 1970. */
  revokedAt: number | null
  /** Milliseconds since 1970. */
  archivedAt: number | null
  /** `YYYY-MM-DD` */
  expiresOn: string | null
  currentVersion: number
  rowVersion: number
}

/**
 * The MAC of a secret's row: who can write to the database but has not the key can change none of these fields
 * unseen. Compare it with equalBytes. Throws TypeError for a field that is not in its one form. RFC 2104.
 */
export function secretRowMac(key: KeyObject, row: SecretRow): Uint8Array<ArrayBuffer> {
  return keyedHash(key, [
    'postern/secret-row/1',
    uuidBytes(row.organizationId),
    uuidBytes(row.secretId),
    uuidBytes(row.scopeId),
    row.name,
    codeByte(typeCodes, row.type),
    codeByte(visibilityCodes, row.visibility),
    codeByte(purposeCodes, row.purpose),
    row.revokedAt === null ? '' : integerBytes(row.revokedAt),
    row.archivedAt === null ? '' : integerBytes(row.archivedAt),
    row.expiresOn === null ? '' : day(row.expiresOn),
    integerBytes(row.currentVersion),
    integerBytes(row.rowVersion),
  ])
}

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new TypeError('A day must be written YYYY-MM-DD.')
  return text
}

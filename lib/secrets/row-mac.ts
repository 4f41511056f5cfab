import type { KeyObject } from 'node:crypto'
import { equalBytes } from '#lib/crypto/keyed-hash.ts'
import { secretRowMac } from '#lib/crypto/secret-row-mac.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { dayOf } from './secret-status.ts'

type CoveredColumns = Pick<
  Secret,
  | 'organizationId'
  | 'id'
  | 'scopeId'
  | 'name'
  | 'type'
  | 'visibility'
  | 'purpose'
  | 'revokedAt'
  | 'archivedAt'
  | 'expiresOn'
  | 'currentVersion'
  | 'rowVersion'
>

/** The keyed hash that belongs into a secret's row. */
export function rowMacOf(key: KeyObject, row: CoveredColumns): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    secretRowMac(key, {
      organizationId: row.organizationId,
      secretId: row.id,
      scopeId: row.scopeId,
      name: row.name,
      type: row.type,
      visibility: row.visibility,
      purpose: row.purpose,
      revokedAt: row.revokedAt?.getTime() ?? null,
      archivedAt: row.archivedAt?.getTime() ?? null,
      expiresOn: row.expiresOn && dayOf(row.expiresOn),
      currentVersion: row.currentVersion,
      rowVersion: row.rowVersion,
    }),
  )
}

/** Columns that only repeat covered ones, so that queries can find a row by them. */
type RepeatedColumns = Pick<Secret, 'domainId' | 'nameLower'>

/**
 * Throws if the row was written by somebody without the organization's key: nothing may build on it. Threat: with the
 * database's checks taken away, a row answers to another name, or in another domain, than the one that its MAC covers.
 */
export function assertRowIsGenuine(key: KeyObject, row: CoveredColumns & RepeatedColumns & { mac: Uint8Array }): void {
  const isRepeated = row.nameLower === row.name.toLowerCase() && row.scopeId === (row.domainId ?? row.organizationId)
  if (!isRepeated || !equalBytes(row.mac, rowMacOf(key, row)))
    throw new Error(`The row of secret ${row.id} is not what Postern wrote.`)
}

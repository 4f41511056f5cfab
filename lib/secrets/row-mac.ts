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

/** Throws if the row was written by somebody without the organization's key: nothing may build on it. */
export function assertRowIsGenuine(key: KeyObject, row: CoveredColumns & { mac: Uint8Array }): void {
  if (!equalBytes(row.mac, rowMacOf(key, row)))
    throw new Error(`The row of secret ${row.id} is not what Postern wrote.`)
}

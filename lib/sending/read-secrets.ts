import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { assertRowIsGenuine } from '#lib/secrets/row-mac.ts'
import type { SecretStatus } from '#lib/secrets/schema.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import type { SendPermission } from './send-permission.ts'

type Columns = Pick<
  Secret,
  | 'organizationId'
  | 'id'
  | 'domainId'
  | 'scopeId'
  | 'name'
  | 'nameLower'
  | 'type'
  | 'visibility'
  | 'purpose'
  | 'expiresOn'
  | 'revokedAt'
  | 'archivedAt'
  | 'currentVersion'
  | 'rowVersion'
  | 'mac'
>

type Row = Columns & {
  allowedHosts: string[] | null
  sealedValue: Uint8Array | null
  sealedUsername: Uint8Array | null
}

/** A secret as a send finds it: still sealed. */
export type FoundSecret = Columns & {
  status: SecretStatus
  allowedHosts: string[]
  sealedValue: Uint8Array | null
  sealedUsername: Uint8Array | null
}

/**
 * The secrets that the names mean in the permit's domain, by lower-case name, in one query. One of the domain stands
 * before one of the organization in every state: an archived one stops the send and does not fall through. Throws,
 * as for any failure of our own, if a row was written by somebody without the organization's key.
 */
export async function readSecrets(
  permit: Permit<SendPermission>,
  keys: OrganizationKeys,
  names: string[],
): Promise<Map<string, FoundSecret>> {
  const found = new Map<string, FoundSecret>()
  if (names.length === 0) return found
  const lowerNames = [...new Set(names.map((name) => name.toLowerCase()))]
  const rows = await db().$queryRaw<Row[]>`
    SELECT s."organizationId", s."id", s."domainId", s."scopeId", s."name", s."nameLower", s."type"::text AS "type",
           s."visibility"::text AS "visibility", s."purpose"::text AS "purpose", s."expiresOn", s."revokedAt",
           s."archivedAt", s."currentVersion", s."rowVersion", s."mac",
           v."allowedHosts", v."sealedValue", v."sealedUsername"
      FROM "Secret" s
      LEFT JOIN "SecretVersion" v
        ON v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion"
     WHERE s."organizationId" = ${permit.organization.id}::uuid
       AND s."scopeId" IN (${permit.domainId}::uuid, ${permit.organization.id}::uuid)
       AND s."nameLower" = ANY(${lowerNames}::text[])`
  for (const row of rows) {
    assertRowIsGenuine(keys.rowMac, row)
    if (row.domainId === null && found.has(row.nameLower)) continue
    const status = secretStatus(row, permit.organization.timeZone)
    found.set(row.nameLower, { ...row, status, allowedHosts: row.allowedHosts ?? [] })
  }
  return found
}

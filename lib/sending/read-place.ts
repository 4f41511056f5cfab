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

type SecretColumns = Columns & {
  allowedHosts: string[] | null
  sealedValue: Uint8Array | null
  sealedUsername: Uint8Array | null
  isHostApproved: boolean
}

/** Why nothing is sent here, if nothing is. */
type PlaceColumns = { stopped: 'organization' | 'domain' | 'archived' | null; hostApprovalRequired: boolean }

type Row = PlaceColumns & (SecretColumns | { [column in keyof SecretColumns]: null })

/** A secret as a send finds it: still sealed. */
export type FoundSecret = Columns & {
  status: SecretStatus
  allowedHosts: string[]
  sealedValue: Uint8Array | null
  sealedUsername: Uint8Array | null
  /** Somebody who may change it has approved the host that was asked about. */
  isHostApproved: boolean
}

/** The domain of a send as the database has it at this moment, with the secrets that it names, by lower-case name. */
export type FoundPlace = PlaceColumns & { secrets: Map<string, FoundSecret> }

/**
 * Everything that a send has to know and that may change until the next one, in one query: whether sends are stopped,
 * the policy, the secrets that the names mean in the permit's domain, and whether `host` is approved for them. A secret
 * of the domain stands before one of the organization in every state: an archived one stops the send and does not fall
 * through. Nothing of it is kept in memory: what another process revoked or stopped counts here at once. Throws, as for
 * any failure of our own, if a row was written by somebody without the organization's key.
 */
export async function readPlace(
  permit: Permit<SendPermission>,
  keys: OrganizationKeys,
  { names, host }: { names: string[]; host: string },
): Promise<FoundPlace> {
  const lowerNames = [...new Set(names.map((name) => name.toLowerCase()))]
  const rows = await db().$queryRaw<Row[]>`
    SELECT CASE WHEN EXISTS (SELECT 1 FROM "SendStop" x WHERE x."organizationId" = o."id" AND x."scopeId" = o."id")
                THEN 'organization'
                WHEN EXISTS (SELECT 1 FROM "SendStop" x WHERE x."organizationId" = o."id" AND x."scopeId" = d."id")
                THEN 'domain' WHEN d."archivedAt" IS NOT NULL THEN 'archived' END AS "stopped", o."hostApprovalRequired",
           s."organizationId", s."id", s."domainId", s."scopeId", s."name", s."nameLower", s."type"::text AS "type",
           s."visibility"::text AS "visibility", s."purpose"::text AS "purpose", s."expiresOn", s."revokedAt",
           s."archivedAt", s."currentVersion", s."rowVersion", s."mac",
           v."allowedHosts", v."sealedValue", v."sealedUsername", a."approvedAt" IS NOT NULL AS "isHostApproved"
      FROM "Organization" o
      JOIN "Domain" d ON d."organizationId" = o."id" AND d."id" = ${permit.domainId}::uuid
      LEFT JOIN "Secret" s
        ON s."organizationId" = o."id" AND s."scopeId" IN (d."id", o."id") AND s."nameLower" = ANY(${lowerNames}::text[])
      LEFT JOIN "SecretVersion" v
        ON v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion"
      LEFT JOIN "HostApproval" a
        ON a."organizationId" = s."organizationId" AND a."secretId" = s."id" AND a."host" = ${host}
     WHERE o."id" = ${permit.organization.id}::uuid`
  const [place] = rows
  if (!place) throw new Error('The domain of this send does not exist.')
  const secrets = new Map<string, FoundSecret>()
  for (const row of rows) {
    if (row.id === null) continue
    assertRowIsGenuine(keys.rowMac, row)
    if (row.domainId === null && secrets.has(row.nameLower)) continue
    const status = secretStatus(row, permit.organization.timeZone)
    secrets.set(row.nameLower, { ...row, status, allowedHosts: row.allowedHosts ?? [] })
  }
  return { stopped: place.stopped, hostApprovalRequired: place.hostApprovalRequired, secrets }
}

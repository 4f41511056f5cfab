import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { AllowlistEndpoint, Secret } from '#lib/db/generated/client.ts'
import { hostCandidates } from '#lib/host-rules/host-candidates.ts'
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
  /** When the current version came. Of the one before: of an endpoint's key alone, where it is not destroyed. */
  changedAt: Date
  previousHosts: string[] | null
  previousValue: Uint8Array | null
}

/** Where requests of a domain may go, and the key of what is sent there. */
export type FoundEndpoint = Pick<
  AllowlistEndpoint,
  'id' | 'name' | 'hostPattern' | 'pathPattern' | 'encryption' | 'keyName' | 'keyPart' | 'keyEncoding' | 'graceHours'
>

type PlaceColumns = {
  /** Why nothing is sent here, if nothing is. */
  stopped: 'organization' | 'domain' | 'archived' | null
  hostApprovalRequired: boolean
  /** Nothing is sent but to an endpoint of the domain. */
  onlyAllowlisted: boolean
}

type Row = PlaceColumns & { endpoints: FoundEndpoint[] | null } & (
    | SecretColumns
    | { [column in keyof SecretColumns]: null }
  )

/** A secret as a send finds it: still sealed. */
export type FoundSecret = Columns & {
  status: SecretStatus
  allowedHosts: string[]
  sealedValue: Uint8Array | null
  sealedUsername: Uint8Array | null
  /** Somebody who may change it has approved the host that was asked about. */
  isHostApproved: boolean
}

/** A secret that is the key of an endpoint, and as it was before its current version, unless that is destroyed. */
export type FoundKey = { secret: FoundSecret; changedAt: Date; previous: FoundSecret | null }

/** The domain of a send as the database has it at this moment. */
export type FoundPlace = PlaceColumns & {
  /** The secrets that the send names, by lower-case name. */
  secrets: Map<string, FoundSecret>
  /** The endpoints whose host pattern can match. */
  endpoints: FoundEndpoint[]
  /** The secrets that these name as their keys, by lower-case name. */
  keys: Map<string, FoundKey>
}

/**
 * Everything that a send has to know and that may change until the next one, in one query: whether sends are stopped,
 * the policies, the secrets that the names mean in the permit's domain, whether the URL's host is approved for them, and
 * the endpoints that can match it, with their keys. A secret of the domain stands before one of the organization in
 * every state: an archived one stops the send and does not fall through. Nothing of it is kept in memory: what another
 * process revoked or stopped counts here at once. Throws, as for any failure of our own, if a row was written by
 * somebody without the organization's key.
 */
export async function readPlace(
  permit: Permit<SendPermission>,
  keys: OrganizationKeys,
  { names, url }: { names: string[]; url: URL },
): Promise<FoundPlace> {
  const lowerNames = [...new Set(names.map((name) => name.toLowerCase()))]
  const rows = await db().$queryRaw<Row[]>`
    WITH endpoint AS MATERIALIZED (
      SELECT e."id", e."name", e."hostPattern", e."pathPattern", e."encryption"::text AS "encryption", e."keyName",
             e."keyPart", e."keyEncoding"::text AS "keyEncoding", e."graceHours"
        FROM "AllowlistEndpoint" e
       WHERE e."organizationId" = ${permit.organization.id}::uuid AND e."domainId" = ${permit.domainId}::uuid
         AND e."hostPattern" = ANY(${hostCandidates(url)}::text[]))
    SELECT CASE WHEN EXISTS (SELECT 1 FROM "SendStop" x WHERE x."organizationId" = o."id" AND x."scopeId" = o."id")
                THEN 'organization'
                WHEN EXISTS (SELECT 1 FROM "SendStop" x WHERE x."organizationId" = o."id" AND x."scopeId" = d."id")
                THEN 'domain' WHEN d."archivedAt" IS NOT NULL THEN 'archived' END AS "stopped", o."hostApprovalRequired",
           o."onlyAllowlisted", (SELECT json_agg(endpoint) FROM endpoint) AS "endpoints",
           s."organizationId", s."id", s."domainId", s."scopeId", s."name", s."nameLower", s."type"::text AS "type",
           s."visibility"::text AS "visibility", s."purpose"::text AS "purpose", s."expiresOn", s."revokedAt",
           s."archivedAt", s."currentVersion", s."rowVersion", s."mac",
           v."allowedHosts", v."sealedValue", v."sealedUsername", v."createdAt" AS "changedAt",
           p."allowedHosts" AS "previousHosts", p."sealedValue" AS "previousValue",
           a."approvedAt" IS NOT NULL AS "isHostApproved"
      FROM "Organization" o
      JOIN "Domain" d ON d."organizationId" = o."id" AND d."id" = ${permit.domainId}::uuid
      LEFT JOIN "Secret" s
        ON s."organizationId" = o."id" AND s."scopeId" IN (d."id", o."id")
       AND s."nameLower" = ANY(${lowerNames}::text[] || ARRAY(SELECT lower("keyName") FROM endpoint))
      LEFT JOIN "SecretVersion" v
        ON v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion"
      LEFT JOIN "SecretVersion" p
        ON p."organizationId" = s."organizationId" AND p."secretId" = s."id" AND p."version" = s."currentVersion" - 1
       AND p."destroyedAt" IS NULL AND s."nameLower" = ANY(ARRAY(SELECT lower("keyName") FROM endpoint))
      LEFT JOIN "HostApproval" a
        ON a."organizationId" = s."organizationId" AND a."secretId" = s."id" AND a."host" = ${url.host}
     WHERE o."id" = ${permit.organization.id}::uuid`
  const [place] = rows
  if (!place) throw new Error('The domain of this send does not exist.')
  const endpoints = place.endpoints ?? []
  const keyNames = endpoints.map(({ keyName }) => keyName.toLowerCase())
  const found = new Map<string, FoundKey>()
  for (const row of rows) {
    if (row.id === null) continue
    assertRowIsGenuine(keys.rowMac, row)
    if (row.domainId !== null || !found.has(row.nameLower))
      found.set(row.nameLower, foundKey(row, permit.organization.timeZone))
  }
  const { stopped, hostApprovalRequired, onlyAllowlisted } = place
  const secrets = [...found].flatMap(([name, { secret }]) =>
    lowerNames.includes(name) ? [[name, secret] as const] : [],
  )
  const ofEndpoints = [...found].filter(([name]) => keyNames.includes(name))
  return {
    stopped,
    hostApprovalRequired,
    onlyAllowlisted,
    endpoints,
    secrets: new Map(secrets),
    keys: new Map(ofEndpoints),
  }
}

function foundKey({ changedAt, previousHosts, previousValue, ...row }: SecretColumns, timeZone: string): FoundKey {
  const secret = { ...row, status: secretStatus(row, timeZone), allowedHosts: row.allowedHosts ?? [] }
  const previous = previousValue && {
    ...secret,
    currentVersion: row.currentVersion - 1,
    allowedHosts: previousHosts ?? [],
    sealedValue: previousValue,
    sealedUsername: null,
  }
  return { secret, changedAt, previous }
}

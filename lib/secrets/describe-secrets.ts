import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type ListRow, listColumns } from './list-secrets.ts'
import type { SecretPurpose, SecretStatus, SecretType, SecretVisibility } from './schema.ts'
import { dayOf, secretStatus } from './secret-status.ts'

/** All that a program learns of a secret: never its value. */
export type SecretDescription = {
  id: string
  scope: 'organization' | 'domain'
  /** Its slug; null: a secret of the organization. */
  domain: string | null
  name: string
  type: SecretType
  status: SecretStatus
  description: string
  allowedHosts: string[]
  /** `YYYY-MM-DD` */
  expiresOn: string | null
  visibility: SecretVisibility
  purpose: SecretPurpose
  version: number
  /** As fingerprintOf() has it; null once the value is destroyed. */
  fingerprint: string | null
  createdAt: string
  updatedAt: string
  /** Of sends so long ago that their records are gone, the day. */
  lastUsedAt: string | null
  usageCount: number
  rowVersion: number
}

type Row = ListRow & {
  allowedHosts: string[]
  fingerprint: string | null
  lastUsedAt: Date | null
  uses: number
  lastDay: Date | null
  usesBefore: number
}

/**
 * Secrets of the permit's place, in the order of `ids`; those that it does not have are left out. Of how a secret of the
 * organization is used, what happens in the domains that the permit reaches. Inside a change, `client` is its transaction.
 */
export async function describeSecrets(
  client: Tx,
  { organization, domain, domainIds, scopeId }: Permit<Permission>,
  ids: readonly string[],
): Promise<SecretDescription[]> {
  const reachesAll = domain !== null || domainIds === null
  // Without a join where there is nothing to leave out.
  const isReached = reachesAll
    ? Prisma.sql`true`
    : Prisma.sql`EXISTS (SELECT 1 FROM "UsageRecord" r WHERE r."organizationId" = u."organizationId"
        AND r."id" = u."usageId" AND r."domainId" = ANY(${[...(domainIds ?? [])]}::uuid[]))`
  // The sealed bytes stay in the database: up to 64 KiB for each.
  const rows = await client.$queryRaw<Row[]>`
    SELECT ${listColumns}, v."allowedHosts", left(encode(sha256(v."sealedValue"), 'hex'), 16) AS "fingerprint",
           recorded."lastUsedAt", recorded."uses", earlier."lastDay", earlier."usesBefore"
      FROM "Secret" s
      JOIN "Organization" o ON o."id" = s."organizationId"
      JOIN "SecretVersion" v
        ON v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion"
     CROSS JOIN LATERAL (
       SELECT max(u."at") AS "lastUsedAt", count(*)::float8 AS "uses" FROM "UsageRecordSecret" u
        WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id" AND ${isReached}) recorded
     CROSS JOIN LATERAL (
       SELECT max(d."day") AS "lastDay", coalesce(sum(d."sends"), 0)::float8 AS "usesBefore" FROM "UsageDay" d
        WHERE ${reachesAll} AND d."organizationId" = s."organizationId" AND d."secretId" = s."id") earlier
     WHERE s."organizationId" = ${organization.id}::uuid AND s."scopeId" = ${scopeId}::uuid
       AND s."id" = ANY(${[...ids]}::uuid[])`
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    return row ? [descriptionOf(row, domain, organization.timeZone)] : []
  })
}

function descriptionOf(row: Row, domain: { slug: string } | null, timeZone: string): SecretDescription {
  return {
    id: row.id,
    scope: domain ? 'domain' : 'organization',
    domain: domain?.slug ?? null,
    name: row.name,
    type: row.type,
    status: secretStatus(row, timeZone),
    description: row.description,
    allowedHosts: row.allowedHosts,
    expiresOn: row.expiresOn && dayOf(row.expiresOn),
    visibility: row.visibility,
    purpose: row.purpose,
    version: row.currentVersion,
    fingerprint: row.fingerprint,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastUsedAt: (row.lastUsedAt ?? row.lastDay)?.toISOString() ?? null,
    usageCount: row.uses + row.usesBefore,
    rowVersion: row.rowVersion,
  }
}

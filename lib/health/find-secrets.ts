import type { Permit } from '#lib/access/permit.ts'
import { clock, dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { reachedSecrets, secretsInUse } from './reached-scopes.ts'
import { expiringDays, type Finding, type FoundSecret, healthCountLimit, neverUsedDays, unusedDays } from './schema.ts'

const dayMs = 24 * 60 * 60 * 1000
const mostListed = 100

export type FoundRow = {
  id: string
  name: string
  domainSlug: string | null
  domainName: string | null
  daysLeft: number | null
  weakness: FoundSecret['weakness']
  valueHash: Uint8Array | null
  lastUsedAt: Date | null
}

/** What a finding asks of a secret (`s`) and its current version (`v`). */
function conditionOf(finding: Finding, reached: Prisma.Sql, today: string): Prisma.Sql {
  const since = (days: number) => new Date(clock.now().getTime() - days * dayMs)
  const wasUsedSince = (after: Date) => Prisma.sql`EXISTS (
    SELECT 1 FROM "UsageRecordSecret" u WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id"
       AND u."at" >= ${after})`
  // Records are kept for 90 days, and counts by day after that.
  const wasEverUsed = Prisma.sql`(EXISTS (
    SELECT 1 FROM "UsageRecordSecret" u WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id")
    OR EXISTS (
    SELECT 1 FROM "UsageDay" u WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id"))`
  switch (finding) {
    case 'expired':
      return Prisma.sql`s."expiresOn" < ${today}::date`
    case 'expiring':
      return Prisma.sql`s."expiresOn" BETWEEN ${today}::date AND ${today}::date + ${expiringDays}::int`
    case 'unrestricted':
      return Prisma.sql`v."allowedHosts" = '{}'`
    case 'weak':
      return Prisma.sql`v."weakness" IS NOT NULL`
    case 'duplicated':
      // Only where somebody may see both.
      return Prisma.sql`v."valueHash" IN (
        SELECT v."valueHash" FROM ${secretsInUse}
         WHERE ${reached} AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL AND v."valueHash" IS NOT NULL
         GROUP BY 1 HAVING count(*) > 1)`
    case 'unused':
      return Prisma.sql`${wasEverUsed} AND NOT ${wasUsedSince(since(unusedDays))}`
    case 'neverUsed':
      return Prisma.sql`s."createdAt" < ${since(neverUsedDays)} AND NOT ${wasEverUsed}`
  }
}

/** The secrets of a finding: how many (none counted further than the limit), and the first hundred by name. */
export async function findSecrets(
  permit: Permit<'health:view'>,
  finding: Finding,
  domainId: string | undefined,
): Promise<{ count: number; items: FoundSecret[] }> {
  const today = dayIn(permit.organization.timeZone)
  const reached = reachedSecrets(permit, domainId)
  const rows = await db().$queryRaw<(FoundRow & { count: number })[]>`
    WITH found AS MATERIALIZED (
      SELECT s."organizationId", s."id", s."name", s."nameLower", d."slug", d."name" AS "domainName", s."expiresOn",
             v."weakness", v."valueHash"
        FROM ${secretsInUse}
       WHERE ${reached} AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL
         AND ${conditionOf(finding, reached, today)}
       LIMIT ${healthCountLimit + 1})
    SELECT f."id", f."name", f."slug" AS "domainSlug", f."domainName", f."expiresOn" - ${today}::date AS "daysLeft",
           f."weakness", f."valueHash", (SELECT count(*)::int FROM found) AS "count",
           coalesce((SELECT max(u."at") FROM "UsageRecordSecret" u
                      WHERE u."organizationId" = f."organizationId" AND u."secretId" = f."id"),
                    (SELECT max(u."day")::timestamp AT TIME ZONE 'UTC' FROM "UsageDay" u
                      WHERE u."organizationId" = f."organizationId" AND u."secretId" = f."id")) AS "lastUsedAt"
      FROM (SELECT * FROM found ORDER BY ${orderOf(finding)} LIMIT ${mostListed}) AS f ORDER BY ${orderOf(finding)}`
  return { count: rows[0]?.count ?? 0, items: withGroups(finding, rows) }
}

/** What is due first; what shares a value stands together; else by name. */
function orderOf(finding: Finding): Prisma.Sql {
  if (finding === 'expired' || finding === 'expiring') return Prisma.sql`"expiresOn", "nameLower", "id"`
  if (finding === 'duplicated') return Prisma.sql`"valueHash", "nameLower", "id"`
  return Prisma.sql`"nameLower", "id"`
}

/** A number for each shared value, of this one answer: what was derived from a value stays here. */
function withGroups(finding: Finding, rows: FoundRow[]): FoundSecret[] {
  const hexOf = ({ valueHash }: FoundRow) => valueHash && Buffer.from(valueHash).toString('hex')
  const shared = finding === 'duplicated' ? [...new Set(rows.map(hexOf))] : []
  return rows.map((row) => {
    const number = shared.indexOf(hexOf(row))
    return foundOf(row, number < 0 ? null : String(number + 1))
  })
}

function foundOf(row: FoundRow, group: string | null): FoundSecret {
  return {
    id: row.id,
    name: row.name,
    domain: row.domainSlug === null ? null : { slug: row.domainSlug, name: row.domainName ?? '' },
    daysLeft: row.daysLeft,
    weakness: row.weakness,
    group,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}

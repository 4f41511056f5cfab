import type { Permit } from '#lib/access/permit.ts'
import type { WaitingHost } from '#lib/approvals/schema.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { reachedSecrets, secretsInUse } from './reached-scopes.ts'
import { healthCountLimit } from './schema.ts'

const mostListed = 100

/**
 * Hosts that wait for approval (`a`), of the secrets in use that the permit reaches: none once a secret says itself where
 * it may go, and none where the organization asks for no approval.
 */
export function waitingHosts(permit: Permit<'health:view'>, domainId?: string): Prisma.Sql {
  return Prisma.sql`${secretsInUse}
    JOIN "Organization" o ON o."id" = s."organizationId" AND o."hostApprovalRequired"
    JOIN "HostApproval" a
      ON a."organizationId" = s."organizationId" AND a."secretId" = s."id" AND a."approvedAt" IS NULL
   WHERE ${reachedSecrets(permit, domainId)} AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL
     AND v."allowedHosts" = '{}'`
}

type Row = Omit<WaitingHost, 'domain' | 'requestedAt'> & {
  domainSlug: string | null
  domainName: string | null
  requestedAt: Date
  count: number
}

/** How many hosts wait (none counted further than the limit), and the hundred that were asked for last. */
export async function findWaitingHosts(
  permit: Permit<'health:view'>,
  domainId: string | undefined,
): Promise<{ count: number; items: WaitingHost[] }> {
  const rows = await db().$queryRaw<Row[]>`
    WITH waiting AS MATERIALIZED (
      SELECT s."id" AS "secretId", s."name" AS "secretName", d."slug" AS "domainSlug", d."name" AS "domainName", a."host",
             a."requestedAt", a."requestedByName", a."requestedFor", a."organizationId", a."domainId"
        FROM ${waitingHosts(permit, domainId)}
       ORDER BY a."requestedAt" DESC, a."secretId", a."host" LIMIT ${healthCountLimit + 1})
    SELECT w."secretId", w."secretName", w."domainSlug", w."domainName", w."host", w."requestedAt", w."requestedByName",
           w."requestedFor", r."name" AS "requestedIn", (SELECT count(*)::int FROM waiting) AS "count"
      FROM waiting w JOIN "Domain" r ON r."organizationId" = w."organizationId" AND r."id" = w."domainId"
     ORDER BY w."requestedAt" DESC, w."secretId", w."host" LIMIT ${mostListed}`
  return {
    count: rows[0]?.count ?? 0,
    items: rows.map(({ domainSlug, domainName, requestedAt, count: _, ...row }) => ({
      ...row,
      domain: domainSlug === null ? null : { slug: domainSlug, name: domainName ?? '' },
      requestedAt: requestedAt.toISOString(),
    })),
  }
}

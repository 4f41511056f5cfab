import type { Permit } from '#lib/access/permit.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { reachedSecrets } from './reached-scopes.ts'
import { expiringDays } from './schema.ts'
import { waitingHosts } from './waiting-hosts.ts'

const mostCounted = 99

/**
 * How many secrets have expired or expire within a week, and how many hosts wait for approval, of what the permit reaches;
 * no more than 100 of each are counted.
 */
export async function countUrgent(permit: Permit<'health:view'>): Promise<number> {
  const today = dayIn(permit.organization.timeZone)
  const most = mostCounted + 1
  const [row] = await db().$queryRaw<[{ count: number }]>`
    SELECT (SELECT count(*) FROM (
      SELECT 1 FROM "Secret" s
        LEFT JOIN "Domain" d ON d."organizationId" = s."organizationId" AND d."id" = s."domainId"
       WHERE ${reachedSecrets(permit)} AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL
         AND s."expiresOn" <= ${today}::date + ${expiringDays}::int LIMIT ${most}) AS dated)::int
      + (SELECT count(*) FROM (SELECT 1 FROM ${waitingHosts(permit)} LIMIT ${most}) AS waiting)::int AS "count"`
  return row.count
}

import type { Permit } from '#lib/access/permit.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { reachedSecrets } from './reached-scopes.ts'
import { expiringDays } from './schema.ts'

const mostCounted = 99

/** How many secrets have expired or expire within a week, of those that the permit reaches; no more than 100 are counted. */
export async function countUrgent(permit: Permit<'health:view'>): Promise<number> {
  const today = dayIn(permit.organization.timeZone)
  const [row] = await db().$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM (
      SELECT 1 FROM "Secret" s
        LEFT JOIN "Domain" d ON d."organizationId" = s."organizationId" AND d."id" = s."domainId"
       WHERE ${reachedSecrets(permit)} AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL
         AND s."expiresOn" <= ${today}::date + ${expiringDays}::int LIMIT ${mostCounted + 1}) AS urgent`
  return row.count
}

import type { Permit } from '#lib/access/permit.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { SecretDetails } from './schema.ts'

const shownDays = 30

/**
 * Sends of a secret and refused ones, for each of the last 30 days in the organization's time zone, today last: those of
 * the domains that the permit reaches.
 */
export async function usesPerDay(
  { organization: { id: organizationId, timeZone }, domainIds }: Permit<'secret:list'>,
  secretId: string,
): Promise<SecretDetails['usesPerDay']> {
  const today = Date.parse(dayIn(timeZone))
  const days = Array.from({ length: shownDays }, (_, index) =>
    new Date(today - (shownDays - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  )
  const [first = ''] = days
  const isReached = (domainId: Prisma.Sql) =>
    domainIds === null ? Prisma.sql`true` : Prisma.sql`${domainId} = ANY(${[...domainIds]}::uuid[])`
  // Without a join where there is nothing to leave out.
  const isUsedIn =
    domainIds === null
      ? Prisma.sql`true`
      : Prisma.sql`EXISTS (SELECT 1 FROM "UsageRecord" r
          WHERE r."organizationId" = u."organizationId" AND r."id" = u."usageId" AND ${isReached(Prisma.sql`r."domainId"`)})`
  const counted = await db().$queryRaw<{ day: string; sent: number; refused: number }[]>`
    SELECT day, sum(sent)::int AS sent, sum(refused)::int AS refused FROM (
      SELECT to_char("at" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, count(*) AS sent, 0 AS refused
        FROM "UsageRecordSecret" u
       WHERE "organizationId" = ${organizationId}::uuid AND "secretId" = ${secretId}::uuid
         AND ${isUsedIn}
         AND "at" >= (${first}::timestamp AT TIME ZONE ${timeZone}) GROUP BY 1
      UNION ALL
      SELECT to_char("at" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD'), 0, sum(coalesce(("details"->>'count')::int, 1))
        FROM "ChangeLogEntry"
       WHERE "organizationId" = ${organizationId}::uuid AND "subjectId" = ${secretId}::uuid
         AND "action" = 'send.refused' AND ${isReached(Prisma.sql`"domainId"`)} AND "at" >= (${first}::timestamp AT TIME ZONE ${timeZone}) GROUP BY 1
    ) AS each GROUP BY day`
  const found = new Map(counted.map((each) => [each.day, each]))
  return days.map((day) => ({ day, sent: found.get(day)?.sent ?? 0, refused: found.get(day)?.refused ?? 0 }))
}

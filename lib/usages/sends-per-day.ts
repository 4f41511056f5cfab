import type { Permit } from '#lib/access/permit.ts'
import { clock, dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { longestSendMs, type SendsOfDay } from './schema.ts'

const shownDays = 14
const dayMs = 86_400_000

/**
 * What came of the sends of each of the last 14 days in the organization's time zone, today last: of the domains that
 * the permit reaches. A send that is still under way counts once it has ended, or can no longer be going on.
 */
export async function sendsPerDay(permit: Permit<'sends:list'>): Promise<SendsOfDay[]> {
  const { organization, domainIds } = permit
  const { timeZone } = organization
  const today = Date.parse(dayIn(timeZone))
  const days = Array.from({ length: shownDays }, (_, index) =>
    new Date(today - (shownDays - 1 - index) * dayMs).toISOString().slice(0, 10),
  )
  const [first = ''] = days
  // By the same moment as sendStateOf().
  const unknownBefore = new Date(clock.now().getTime() - longestSendMs)
  const isReached = domainIds === null ? Prisma.sql`true` : Prisma.sql`"domainId" = ANY(${[...domainIds]}::uuid[])`
  const counted = await db().$queryRaw<SendsOfDay[]>`
    SELECT to_char("at" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
           (count(*) FILTER (WHERE "outcome" = 'answered'))::int AS answered,
           (count(*) FILTER (WHERE "outcome" = 'failed'))::int AS failed,
           (count(*) FILTER (WHERE "outcome" = 'started' AND "at" < ${unknownBefore}::timestamptz))::int AS unknown
      FROM "UsageRecord"
     WHERE "organizationId" = ${organization.id}::uuid AND ${isReached}
       AND "at" >= (${first}::timestamp AT TIME ZONE ${timeZone})
     GROUP BY 1`
  const found = new Map(counted.map((each) => [each.day, each]))
  return days.map((day) => found.get(day) ?? { day, answered: 0, failed: 0, unknown: 0 })
}

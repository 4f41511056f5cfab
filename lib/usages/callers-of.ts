import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Caller } from './schema.ts'
import { daysCounted } from './uses-of.ts'

const dayMs = 24 * 60 * 60 * 1000
/** As long as records of sends are kept. */
const callerDays = 90
const mostCallers = 100

/**
 * The programs that gave a secret's name in requests of their own in the last 90 days, last used first, in the domains that
 * count: null is every one. Their text is with them, so no rename rewrites it.
 */
export async function callersOf(
  client: Tx,
  { organizationId, id, domainIds }: { organizationId: string; id: string; domainIds: readonly string[] | null },
): Promise<Caller[]> {
  const now = clock.now().getTime()
  const since = new Date(now - callerDays * dayMs)
  const counted = new Date(now - daysCounted * dayMs)
  const rows = await client.$queryRaw<(Omit<Caller, 'domain' | 'lastUsedAt'> & Row)[]>`
    SELECT c.*, d."slug", d."name" AS "domainName"
      FROM (SELECT u."consumerId" AS "id", u."domainId", max(s."at") AS "lastUsedAt",
                   (array_agg(u."consumerName" ORDER BY s."at" DESC))[1] AS "name",
                   (count(*) FILTER (WHERE s."at" >= ${counted}))::int AS "uses"
              FROM "UsageRecordSecret" s
              JOIN "UsageRecord" u ON u."organizationId" = s."organizationId" AND u."id" = s."usageId"
             WHERE s."organizationId" = ${organizationId}::uuid AND s."secretId" = ${id}::uuid AND s."at" >= ${since}
               AND u."consumerKind" = 'api'
               AND (${domainIds === null} OR u."domainId" = ANY(${[...(domainIds ?? [])]}::uuid[]))
             GROUP BY u."consumerId", u."domainId") c
      JOIN "Domain" d ON d."organizationId" = ${organizationId}::uuid AND d."id" = c."domainId"
     ORDER BY c."lastUsedAt" DESC, c."id", c."domainId" LIMIT ${mostCallers}`
  return rows.map(({ id, name, slug, domainName, lastUsedAt, uses }) => ({
    id,
    name,
    domain: { slug, name: domainName },
    lastUsedAt: lastUsedAt.toISOString(),
    uses,
  }))
}

type Row = { slug: string; domainName: string; lastUsedAt: Date }

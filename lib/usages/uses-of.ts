import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** Uses are counted over so many days. */
export const daysCounted = 30

/** When each of these consumers last sent a secret, and how often in the last 30 days; none for one that never did. */
export async function usesOf(
  client: Tx,
  organizationId: string,
  secretId: string,
  consumerIds: string[],
): Promise<Map<string, { lastUsedAt: Date; uses: number }>> {
  const since = new Date(clock.now().getTime() - daysCounted * 24 * 60 * 60 * 1000)
  const rows = await client.$queryRaw<{ consumerId: string; lastUsedAt: Date; uses: number }[]>`
    SELECT u."consumerId", max(s."at") AS "lastUsedAt", (count(*) FILTER (WHERE s."at" >= ${since}))::int AS "uses"
      FROM "UsageRecordSecret" s
      JOIN "UsageRecord" u ON u."organizationId" = s."organizationId" AND u."id" = s."usageId"
     WHERE s."organizationId" = ${organizationId}::uuid AND s."secretId" = ${secretId}::uuid
       AND u."consumerId" = ANY(${consumerIds}::uuid[])
     GROUP BY u."consumerId"`
  return new Map(rows.map(({ consumerId, ...use }) => [consumerId, use]))
}

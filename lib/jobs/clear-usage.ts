import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'

const dayMs = 24 * 60 * 60 * 1000
const recordsKeptDays = 90
const batchSize = 1000

/**
 * Deletes the records of sends of more than 90 days ago and adds them to the counts by secret and day (UTC) that are
 * kept, a batch in one statement: whenever it is cut off, each send is in one of the two, and the next run goes on.
 * Processes that do so at once take different records. Of every organization, or of one. Answers how many are gone.
 */
export async function clearUsage(
  signal?: AbortSignal,
  { organizationId, batch = batchSize }: { organizationId?: string; batch?: number } = {},
): Promise<number> {
  const before = new Date(clock.now().getTime() - recordsKeptDays * dayMs)
  const organizations = await db().organization.findMany({
    where: organizationId ? { id: organizationId } : {},
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  let cleared = 0
  for (const { id } of organizations) {
    try {
      let gone = batch
      while (gone === batch && !signal?.aborted) {
        gone = await clearBatch(id, before, batch)
        cleared += gone
      }
    } catch (error) {
      // What is wrong with one organization keeps no other from its work.
      log.failure(error)
    }
  }
  return cleared
}

/** Days in one order, so that two processes never wait for each other's. */
async function clearBatch(organizationId: string, before: Date, batch: number): Promise<number> {
  const [row] = await db().$queryRaw<{ gone: number }[]>`
    WITH old AS (
      SELECT "id" FROM "UsageRecord" WHERE "organizationId" = ${organizationId}::uuid AND "at" < ${before}::timestamptz
       ORDER BY "at", "id" LIMIT ${batch} FOR UPDATE SKIP LOCKED),
    used AS (
      DELETE FROM "UsageRecordSecret" s USING old
       WHERE s."organizationId" = ${organizationId}::uuid AND s."usageId" = old."id" RETURNING s."secretId", s."at"),
    gone AS (
      DELETE FROM "UsageRecord" u USING old
       WHERE u."organizationId" = ${organizationId}::uuid AND u."id" = old."id"),
    counted AS (
      INSERT INTO "UsageDay" AS d ("organizationId", "secretId", "day", "sends")
      SELECT ${organizationId}::uuid, "secretId", ("at" AT TIME ZONE 'UTC')::date, count(*)::int
        FROM used GROUP BY 2, 3 ORDER BY 2, 3
      ON CONFLICT ("organizationId", "secretId", "day") DO UPDATE SET "sends" = d."sends" + EXCLUDED."sends")
    SELECT count(*)::int AS gone FROM old`
  return row?.gone ?? 0
}

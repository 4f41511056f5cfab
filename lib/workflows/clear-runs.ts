import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'

const batchSize = 500

/**
 * Deletes the runs that ended longer ago than their workflow keeps them, with what was kept of them, a batch in one
 * statement. The records of their sends stay. Of every organization, or of one. Answers how many are gone.
 */
export async function clearRuns(
  signal?: AbortSignal,
  { organizationId, batch = batchSize }: { organizationId?: string; batch?: number } = {},
): Promise<number> {
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
        gone = await clearBatch(id, batch)
        cleared += gone
      }
    } catch (error) {
      // What is wrong with one organization keeps no other from its work.
      log.failure(error)
    }
  }
  return cleared
}

function clearBatch(organizationId: string, batch: number): Promise<number> {
  return db().$executeRaw`
    DELETE FROM "WorkflowRun" r USING (
      SELECT x."id" FROM "WorkflowRun" x
        JOIN "Workflow" w ON w."organizationId" = x."organizationId" AND w."id" = x."workflowId"
       WHERE x."organizationId" = ${organizationId}::uuid AND x."state" <> 'running'
         AND x."startedAt" < ${clock.now()}::timestamptz - make_interval(days => w."keepRunsDays")
       ORDER BY x."startedAt", x."id" LIMIT ${batch} FOR UPDATE OF x SKIP LOCKED) old
     WHERE r."organizationId" = ${organizationId}::uuid AND r."id" = old."id"`
}

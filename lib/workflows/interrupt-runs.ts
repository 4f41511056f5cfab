import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { silentForMs } from './run-alive.ts'

/**
 * Ends the runs whose process is gone: they are interrupted and never run again, because what their last step did is not
 * known. Of every organization, or of one. Answers how many they were.
 */
export async function interruptRuns({ organizationId }: { organizationId?: string } = {}): Promise<number> {
  const now = clock.now()
  const silentSince = new Date(now.getTime() - silentForMs)
  const silent = await db().$queryRaw<{ id: string }[]>`
    WITH silent AS (
      UPDATE "WorkflowRun" SET "state" = 'interrupted', "endedAt" = ${now}::timestamptz
       WHERE "state" = 'running' AND "aliveAt" < ${silentSince}::timestamptz
         AND (${organizationId ?? null}::uuid IS NULL OR "organizationId" = ${organizationId ?? null}::uuid)
      RETURNING "organizationId", "id"),
    skipped AS (
      UPDATE "WorkflowRunStep" s SET "state" = 'skipped' FROM silent
       WHERE s."organizationId" = silent."organizationId" AND s."runId" = silent."id" AND s."state" = 'waiting')
    SELECT "id"::text FROM silent`
  return silent.length
}

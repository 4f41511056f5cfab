import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import { runsUnderWay } from './detach-run.ts'

/**
 * Ends what this process runs, because it is about to stop: the runs are interrupted now, instead of when they are missed,
 * and send nothing more. A request that is under way is not un-sent. Never throws.
 */
export async function stopRuns(): Promise<void> {
  const runs = runsUnderWay()
  for (const { run } of runs) run.isStopped = true
  try {
    for (const { run } of runs) {
      const { organizationId, runId } = run.key
      await db().$transaction([
        db().workflowRunStep.updateMany({
          where: { organizationId, runId, state: 'waiting', run: { state: 'running' } },
          data: { state: 'skipped' },
        }),
        db().workflowRun.updateMany({
          where: { organizationId, id: runId, state: 'running' },
          data: { state: 'interrupted', endedAt: clock.now() },
        }),
      ])
    }
  } catch (error) {
    log.failure(error)
  }
}

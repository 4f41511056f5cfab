import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import type { Run } from './run.ts'
import { heartbeatMs, longestRunMs } from './run-alive.ts'
import { RunIsOver } from './run-is-over.ts'
import { beatRun, endRun } from './run-rows.ts'
import { runStep } from './run-step.ts'

/**
 * Sends the steps of a run that was begun, in order, and writes down how each ended, and the run. Cancelling, and the time
 * that a run may take, count before each step; who may, what is sent and whether the workflow is disabled before each
 * request. Never throws: a run whose end could not be written falls silent, and is interrupted.
 */
export async function executeRun(run: Run): Promise<void> {
  const beat = setInterval(() => void beatRun(run.key).catch((error: unknown) => log.failure(error)), heartbeatMs)
  beat.unref()
  try {
    await endRun(run.key, await stepsOf(run))
  } catch (error) {
    if (!(error instanceof RunIsOver)) log.failure(error)
  } finally {
    clearInterval(beat)
  }
}

async function stepsOf(run: Run): Promise<'succeeded' | 'failed' | 'cancelled'> {
  for (const step of run.workflow.steps) {
    if (await isCancelled(run)) return 'cancelled'
    const ended = await runStep(run, step, {
      isLate: clock.now().getTime() - run.startedAt.getTime() > longestRunMs,
      isCancelled: () => isCancelled(run),
    })
    if (ended === 'cancelled') return 'cancelled'
    if (ended === 'ends') return (await isCancelled(run)) ? 'cancelled' : 'failed'
    if (ended === 'failed' && !step.goesOn) return 'failed'
  }
  return 'succeeded'
}

async function isCancelled({ key, isStopped }: Run): Promise<boolean> {
  const alive = isStopped ? null : await beatRun(key)
  if (!alive) throw new RunIsOver()
  return alive.isCancelled
}

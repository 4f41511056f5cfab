import { clock } from '#lib/core/clock.ts'
import { executeRun } from './execute-run.ts'
import type { Run } from './run.ts'

type UnderWay = { run: Run; end: Promise<void> }

// Next bundles this module more than once: what one copy started, the one that handles the stop must find.
const held = globalThis as { posternRuns?: Map<string, UnderWay> }
held.posternRuns ??= new Map()
const underWay = held.posternRuns

/** Lets a run that was begun go on by itself, whatever becomes of the request that started it. `onEnd` is called once. */
export function detachRun(run: Pick<Run, 'permit' | 'key' | 'workflow' | 'event'>, onEnd: () => void): void {
  const whole: Run = { ...run, answers: new Map(), sent: [], startedAt: clock.now(), isStopped: false }
  const end = executeRun(whole).finally(() => {
    underWay.delete(run.key.runId)
    onEnd()
  })
  underWay.set(run.key.runId, { run: whole, end })
}

/** The runs of this process. */
export const runsUnderWay = (): UnderWay[] => [...underWay.values()]

/** Resolves when a run of this process has ended: for tests. */
export const endOfRun = (runId: string): Promise<void> => underWay.get(runId)?.end ?? Promise.resolve()

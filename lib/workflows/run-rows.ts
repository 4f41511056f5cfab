import { clock } from '#lib/core/clock.ts'
import type { ErrorCode } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'

export type RunKey = { organizationId: string; domainId: string; workflowId: string; runId: string }

// A run is written to only while it is running: what was taken for interrupted, or deleted, stays so.

/** Says that the run's process is alive: null if the run is no more; else whether somebody asked for its end. */
export async function beatRun({ organizationId, runId }: RunKey): Promise<{ isCancelled: boolean } | null> {
  const [row] = await db().workflowRun.updateManyAndReturn({
    where: { organizationId, id: runId, state: 'running' },
    data: { aliveAt: clock.now() },
    select: { cancelledAt: true },
  })
  return row ? { isCancelled: row.cancelledAt !== null } : null
}

/** Says that a step is about to be sent, durably: false if the run is no more. */
export async function startRunStep({ organizationId, runId }: RunKey, position: number): Promise<boolean> {
  const { count } = await db().workflowRunStep.updateMany({
    where: { organizationId, runId, position, state: 'waiting', run: { state: 'running' } },
    data: { state: 'running', startedAt: clock.now() },
  })
  return count === 1
}

export type StepEnd = {
  state: 'succeeded' | 'failed'
  host?: string
  status: number | null
  code: ErrorCode | 'internal' | null
  durationMs: number
  usageId: string | null
  sealedExchange: Uint8Array<ArrayBuffer> | null
}

/** Says what became of a step. */
export async function endRunStep({ organizationId, runId }: RunKey, position: number, end: StepEnd): Promise<void> {
  await db().workflowRunStep.updateMany({
    where: { organizationId, runId, position, state: 'running', run: { state: 'running' } },
    data: end,
  })
}

/** Says how a run ended; what it has not come to is skipped, in the same transaction. */
export async function endRun(
  { organizationId, runId }: RunKey,
  state: 'succeeded' | 'failed' | 'cancelled',
): Promise<void> {
  await db().$transaction([
    db().workflowRunStep.updateMany({
      where: { organizationId, runId, state: 'waiting', run: { state: 'running' } },
      data: { state: 'skipped' },
    }),
    db().workflowRun.updateMany({
      where: { organizationId, id: runId, state: 'running' },
      data: { state, endedAt: clock.now(), aliveAt: clock.now() },
    }),
  ])
}

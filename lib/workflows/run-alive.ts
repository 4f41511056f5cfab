import type { RunState } from './schema.ts'

/** How often a run says that its process is alive. */
export const heartbeatMs = 5_000

/** Silent for so long, its process is gone: twelve heartbeats, so that a busy machine interrupts nothing. */
export const silentForMs = 60_000

/** Nothing that it does for people takes longer than that. */
export const longestRunMs = 30 * 60 * 1000

/** The state of a run as it is true now: one whose process is gone is interrupted before the job has said so. */
export function stateNow({ state, aliveAt }: { state: RunState; aliveAt: Date }, now: Date): RunState {
  return state === 'running' && now.getTime() - aliveAt.getTime() > silentForMs ? 'interrupted' : state
}

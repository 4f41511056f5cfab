import { log } from '#lib/core/log.ts'
import { giveReminders } from '#lib/reminders/give-reminders.ts'
import { purgeArchived } from '#lib/secrets/purge-archived.ts'
import { clearRuns } from '#lib/workflows/clear-runs.ts'
import { interruptRuns } from '#lib/workflows/interrupt-runs.ts'
import { clearEnded } from './clear-ended.ts'
import { clearUsage } from './clear-usage.ts'

/** A job looks at its signal between two steps. */
export type Job = (signal: AbortSignal) => Promise<unknown>
const allJobs: readonly Job[] = [
  (signal) => purgeArchived(signal),
  (signal) => giveReminders(signal),
  clearEnded,
  (signal) => clearUsage(signal),
  () => interruptRuns(),
  (signal) => clearRuns(signal),
]
const everyMs = 10 * 60 * 1000

// Next bundles this module more than once, and in development again at every change: what one copy started, each knows.
const held = globalThis as { posternJobs?: { stop: () => Promise<void> } }

/** Does what Postern does by itself, at once and then every ten minutes, until it is stopped. Once a process. */
export function runJobs(jobs: readonly Job[] = allJobs): void {
  held.posternJobs ??= start(jobs)
}

/** Ends the jobs between two steps and waits for the one that is under way. */
export async function stopJobs(): Promise<void> {
  await held.posternJobs?.stop()
  delete held.posternJobs
}

/** One after the other. What fails is logged and keeps nothing else from being done. Never throws. */
async function doJobs(jobs: readonly Job[], signal: AbortSignal): Promise<void> {
  for (const job of jobs) {
    if (signal.aborted) return
    try {
      await job(signal)
    } catch (error) {
      log.failure(error)
    }
  }
}

function start(jobs: readonly Job[]): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  let underWay = doJobs(jobs, stopping.signal)
  // A round that takes longer than the interval is waited for, not doubled.
  const timer = setInterval(() => {
    underWay = underWay.then(() => doJobs(jobs, stopping.signal))
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await underWay
    },
  }
}

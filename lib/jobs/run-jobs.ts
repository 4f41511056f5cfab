import { log } from '#lib/core/log.ts'
import { giveReminders } from '#lib/reminders/give-reminders.ts'
import { purgeArchived } from '#lib/secrets/purge-archived.ts'
import { clearEnded } from './clear-ended.ts'

const everyMs = 10 * 60 * 1000

// Next bundles this module more than once, and in development again at every change: what one copy started, each knows.
const held = globalThis as { posternJobs?: { stop: () => Promise<void> } }

/** Does what Postern does by itself, at once and then every ten minutes, until it is stopped. Once a process. */
export function runJobs(): void {
  held.posternJobs ??= start()
}

/** Ends the jobs between two steps and waits for the one that is under way. */
export async function stopJobs(): Promise<void> {
  await held.posternJobs?.stop()
  delete held.posternJobs
}

/** All of it, one after the other. What fails is logged and keeps nothing else from being done. Never throws. */
export async function doJobs(signal?: AbortSignal): Promise<void> {
  for (const job of [purgeArchived, giveReminders, clearEnded]) {
    if (signal?.aborted) return
    try {
      await job(signal)
    } catch (error) {
      log.failure(error)
    }
  }
}

function start(): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  let underWay = doJobs(stopping.signal)
  // A round that takes longer than the interval is waited for, not doubled.
  const timer = setInterval(() => {
    underWay = underWay.then(() => doJobs(stopping.signal))
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

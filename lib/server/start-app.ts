import { setTimeout } from 'node:timers/promises'
import { notePeerAddresses } from '#lib/auth/peer-address.ts'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { env } from '#lib/core/env.ts'
import { log } from '#lib/core/log.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { runJobs, stopJobs } from '#lib/jobs/run-jobs.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { stopRuns } from '#lib/workflows/stop-runs.ts'
import { guardConsole } from './guard-console.ts'
import { holdDemoApart } from './hold-demo-apart.ts'

const endWithinMs = 3000

/**
 * Readies this process before it serves: opens the installation with its root key. Where that cannot be, the process
 * says why in one sentence and ends with 1: it never serves a page that would look like an empty vault.
 */
export async function startApp(): Promise<void> {
  notePeerAddresses()
  try {
    // In development the one who reads the console is the one who types.
    if (env().isProduction) guardConsole()
    await prepareInstallation()
    await holdDemoApart()
  } catch (error) {
    const sentence =
      error instanceof OperatorError
        ? error.message
        : `Postern could not start: something unexpected happened (${log.failure(error)}).`
    process.stderr.write(`${sentence}\n`)
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) endBefore(signal)
  runJobs()
}

/**
 * Next ends the process once its server is closed: what waits to be logged is written, and what Postern does by itself is
 * at an end, and runs of workflows are interrupted, before Next hears of the signal.
 */
function endBefore(signal: 'SIGINT' | 'SIGTERM'): void {
  const listeners = process.listeners(signal)
  process.removeAllListeners(signal)
  let isStopping = false
  process.on(signal, async () => {
    // A terminal sends its signal to launcher and app alike, and the launcher passes it on.
    if (isStopping) return
    isStopping = true
    await Promise.race([Promise.all([flushRefusals(), stopJobs(), stopRuns()]), setTimeout(endWithinMs)])
    for (const listener of listeners) listener(signal)
  })
}

import type { Scope } from '#lib/access/permit.ts'
import { recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { lockStop } from './lock-stop.ts'
import type { SendsStopped } from './schema.ts'
import { writeStop } from './write-stop.ts'

/**
 * Stops all sends of a domain, or of the whole organization: none that begins after the commit leaves, in any process,
 * because each reads the stop before it opens a value. What is stopped already stays as it is, and answers who stopped
 * it and when.
 */
export async function stopSends(scope: Scope<'sends:stop'>): Promise<SendsStopped> {
  const old = await lockStop(scope)
  if (old) {
    recordNothing(scope)
    return { ...old, wasStopped: true }
  }
  const stop = { stoppedAt: clock.now().toISOString(), stoppedByName: scope.actor.name }
  await writeStop(scope, stop)
  return { ...stop, wasStopped: false }
}

import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { lockStop, stopOf } from './lock-stop.ts'
import type { SendsStopped } from './schema.ts'

/**
 * Stops all sends of a domain, or of the whole organization: none that begins after the commit leaves, in any process,
 * because each reads the stop before it opens a value. It waits for no other change. What is stopped already stays as
 * it is, and answers who stopped it and when.
 */
export async function stopSends(scope: Scope<'sends:stop'>): Promise<SendsStopped> {
  const { tx, organization, domain, scopeId, actor } = scope
  const stop = { stoppedAt: clock.now(), stoppedByName: actor.name }
  for (;;) {
    const { count } = await tx.sendStop.createMany({
      data: { organizationId: organization.id, scopeId, domainId: domain?.id ?? null, ...stop },
      // Of two at once, the second waits for the first here, and finds what it has done.
      skipDuplicates: true,
    })
    if (count === 1) {
      record(scope, { action: 'sends.stopped', subject: subjectOf(scope) })
      return { ...stopOf(stop), wasStopped: false }
    }
    const old = await lockStop(scope)
    // Lifted in between: whoever asks for a stop last has it.
    if (!old) continue
    recordNothing(scope)
    return { ...old, wasStopped: true }
  }
}

/** The place that is stopped, for the log. */
export function subjectOf({ organization, domain }: Scope<'sends:stop'>) {
  const { id, name } = domain ?? organization
  return { kind: domain ? 'domain' : 'organization', id, name } as const
}

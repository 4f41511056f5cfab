import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { lockStop, stopOf } from './lock-stop.ts'
import type { ResumeSendsInput, SendsResumed, Stop } from './schema.ts'
import { subjectOf } from './stop-sends.ts'

/**
 * Lets sends of a domain, or of the organization, go on. Of a domain, what the organization has stopped stays stopped,
 * and the other way round; the answer says so. Throws `stale_version` if another stop was laid on since the one that
 * was looked at: whoever did that had a reason that nobody has judged here.
 */
export async function resumeSends(
  scope: Scope<'sends:stop'>,
  { stoppedAt }: Pick<ResumeSendsInput, 'stoppedAt'>,
): Promise<SendsResumed> {
  const old = await lockStop(scope)
  if (old && Date.parse(old.stoppedAt) !== Date.parse(stoppedAt))
    throw new PosternError(
      'stale_version',
      `Nothing was changed. ${old.stoppedByName} has stopped all sends anew since you looked. Close this, and ask before you let them go on.`,
    )
  if (old) {
    const { tx, organization, scopeId } = scope
    await tx.sendStop.deleteMany({ where: { organizationId: organization.id, scopeId } })
    record(scope, { action: 'sends.resumed', subject: subjectOf(scope) })
  } else recordNothing(scope)
  return { wasStopped: old !== null, stillHolds: await organizationStop(scope) }
}

async function organizationStop({ tx, organization, domain }: Scope<'sends:stop'>): Promise<Stop | null> {
  if (!domain) return null
  const row = await tx.sendStop.findFirst({ where: { organizationId: organization.id, domainId: null } })
  return row && stopOf(row)
}

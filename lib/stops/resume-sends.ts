import type { Scope } from '#lib/access/permit.ts'
import { recordNothing } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { lockStop, stopOf } from './lock-stop.ts'
import type { ResumeSendsInput, SendsResumed, Stop } from './schema.ts'
import { writeStop } from './write-stop.ts'

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
  if (old) await writeStop(scope, null)
  else recordNothing(scope)
  return { wasStopped: old !== null, stillHolds: await organizationStop(scope) }
}

async function organizationStop({ tx, organization, domain }: Scope<'sends:stop'>): Promise<Stop | null> {
  if (!domain) return null
  const row = await tx.organization.findUniqueOrThrow({
    where: { id: organization.id },
    select: { sendsStoppedAt: true, sendsStoppedByName: true },
  })
  return stopOf(row)
}

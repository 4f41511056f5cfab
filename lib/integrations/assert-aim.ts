import { holdPermit } from '#lib/access/hold-permit.ts'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Aim } from '#lib/sending/aim.ts'
import { RefusedAfterSending } from '#lib/sending/refused-after-sending.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'
import { readAim, type SavedText } from './read-aim.ts'

/**
 * By whose reach a request is aimed that was read as `saved`, asked before each time it is sent. Throws
 * `integration_disabled`, and `stale_version` if it was changed or deleted meanwhile; with `isAgain` also what
 * authorize() throws, if whoever sends it may not any more.
 */
export async function assertAim(
  permit: Permit<SendPermission>,
  saved: SavedText & { integrationName: string },
  { isAgain }: { isAgain: boolean },
): Promise<Aim> {
  if (isAgain) {
    await holdPermit(db(), permit).catch((error: unknown) => {
      if (!(error instanceof PosternError)) throw error
      const message = `It was sent, and is not sent again: ${permit.actor.name} may not send it any more.`
      throw new RefusedAfterSending(error.code, message)
    })
  }
  const Refused = isAgain ? RefusedAfterSending : PosternError
  const aim = await readAim(permit, saved)
  if (aim) return aim
  const where = { organizationId: permit.organization.id, domainId: permit.domainId, id: saved.integrationId }
  const integration = await db().integration.findFirst({ where, select: { disabledAt: true } })
  if (integration?.disabledAt) {
    throw new Refused(
      'integration_disabled',
      isAgain
        ? `It was sent, and then somebody disabled ${saved.integrationName}: it is not sent again.`
        : `Nothing was sent. ${saved.integrationName} is disabled. Enable it to send its requests.`,
    )
  }
  throw new Refused(
    'stale_version',
    isAgain
      ? 'It was sent, and then somebody changed it: it is not sent again.'
      : 'Nothing was sent. Somebody saved a change at this moment. Test it again.',
  )
}

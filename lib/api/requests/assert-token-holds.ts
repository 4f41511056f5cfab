import { holdPermit } from '#lib/access/hold-permit.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { DoneButRefused } from '../operation.ts'

/**
 * Makes sure that a token still holds as something is about to be sent: its body may have come slowly, and `isAgain` an
 * answer. Throws `unauthenticated`.
 */
export async function assertTokenHolds(
  permit: Permit<Permission>,
  { isAgain }: { isAgain: boolean } = { isAgain: false },
): Promise<void> {
  await holdPermit(db(), permit).catch((error: unknown) => {
    if (!(error instanceof PosternError)) throw error
    const why = 'the token was revoked, has expired, or its domain was archived'
    throw isAgain
      ? new DoneButRefused('unauthenticated', `It was sent, and is not sent again: ${why} meanwhile.`)
      : new PosternError('unauthenticated', `Nothing was sent: ${why}.`)
  })
}

import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { recoveryCodeHash } from './recovery-codes.ts'

/** Whether this is a recovery code of the person that was not used yet: it is from now on, also when two give it at once. */
export async function takeRecoveryCode(personId: string, typed: string): Promise<boolean> {
  const hash = recoveryCodeHash(typed)
  if (!hash) return false
  const { count } = await db().recoveryCode.updateMany({
    where: { personId, hash, usedAt: null },
    data: { usedAt: clock.now() },
  })
  return count === 1
}

/** How many recovery codes the person has left. */
export const countRecoveryCodes = (personId: string): Promise<number> =>
  db().recoveryCode.count({ where: { personId, usedAt: null } })

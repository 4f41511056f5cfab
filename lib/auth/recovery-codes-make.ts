import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { CurrentPerson } from './find-session.ts'
import { changeOwnAccount } from './own-change.ts'
import { newRecoveryCodes } from './recovery-codes.ts'

/** Ten new recovery codes, shown by this alone; those of before stop working. Throws `wrong_state` without a second factor. */
export function replaceRecoveryCodes(person: CurrentPerson, origin: RequestOrigin): Promise<string[]> {
  const { personId } = person
  return changeOwnAccount(person, origin, async (tx) => {
    const { sealedTotp } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { sealedTotp: true } })
    if (!sealedTotp && (await tx.passkey.count({ where: { personId } })) === 0)
      throw new PosternError(
        'wrong_state',
        'Nothing was made. Recovery codes stand in for a second factor: set one up first.',
      )
    return { result: await replace(tx, personId), entries: [{ action: 'person.recovery_codes_made' }] }
  })
}

/** Recovery codes for who sets up the first second factor; null where there are some left. In the caller's transaction. */
export async function makeFirstRecoveryCodes(tx: Tx, personId: string): Promise<string[] | null> {
  return (await tx.recoveryCode.count({ where: { personId, usedAt: null } })) > 0 ? null : replace(tx, personId)
}

async function replace(tx: Tx, personId: string): Promise<string[]> {
  const { codes, hashes } = newRecoveryCodes()
  await tx.recoveryCode.deleteMany({ where: { personId } })
  await tx.recoveryCode.createMany({ data: hashes.map((hash) => ({ personId, hash })) })
  return codes
}

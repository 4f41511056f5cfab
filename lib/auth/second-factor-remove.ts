import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { CurrentPerson } from './find-session.ts'
import { changeOwnAccount } from './own-change.ts'

/** The names of the person's organizations that ask for a second factor. */
export async function organizationsRequiring(personId: string, tx: Pick<Tx, 'organization'> = db()): Promise<string[]> {
  const found = await tx.organization.findMany({
    where: { secondFactorRequired: true, memberships: { some: { personId, suspendedAt: null } } },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  return found.map(({ name }) => name)
}

/** Takes the authenticator app away, with its secret. Throws `wrong_state` if it is the last second factor and an organization asks for one. */
export function removeTotp(person: CurrentPerson, origin: RequestOrigin): Promise<void> {
  const { personId } = person
  return changeOwnAccount(person, origin, async (tx) => {
    const { sealedTotp } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { sealedTotp: true } })
    if (!sealedTotp) throw new PosternError('not_found')
    await tx.person.update({ where: { id: personId }, data: { sealedTotp: null, totpStep: null } })
    await settle(tx, personId)
    return { result: undefined, entries: [{ action: 'person.totp_removed' }] }
  })
}

/** Takes one of the person's passkeys away. Throws `not_found` for anybody else's, and `wrong_state` as removeTotp() does. */
export function removePasskey(person: CurrentPerson, id: string, origin: RequestOrigin): Promise<void> {
  const { personId } = person
  return changeOwnAccount(person, origin, async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { id, personId }, select: { name: true } })
    if (!passkey) throw new PosternError('not_found')
    await tx.passkey.delete({ where: { id } })
    await settle(tx, personId)
    return { result: undefined, entries: [{ action: 'person.passkey_removed', details: { note: passkey.name } }] }
  })
}

/** After a removal: without a second factor there is nothing for recovery codes to stand in for, and it may not be asked for. */
async function settle(tx: Tx, personId: string): Promise<void> {
  const { sealedTotp } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { sealedTotp: true } })
  if (sealedTotp || (await tx.passkey.count({ where: { personId } })) > 0) return
  const names = await organizationsRequiring(personId, tx)
  if (names.length > 0) {
    const who = new Intl.ListFormat('en').format(names)
    throw new PosternError(
      'wrong_state',
      `Nothing was removed. This is your last second factor, and ${who} ${names.length === 1 ? 'asks' : 'ask'} for one. Set up another way first.`,
    )
  }
  await tx.recoveryCode.deleteMany({ where: { personId } })
}

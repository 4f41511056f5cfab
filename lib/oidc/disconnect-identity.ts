import type { RequestOrigin } from '#lib/access/permit.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { changeOwnAccount } from '#lib/auth/own-change.ts'
import { acceptedIssuers } from '#lib/core/accepted-issuers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { SsoConnection } from './schema.ts'

/** The account at the provider of now that a person has connected, or null. */
export async function readConnection(personId: string): Promise<SsoConnection | null> {
  const found = await db().federatedIdentity.findFirst({
    where: { personId, issuer: { in: acceptedIssuers() } },
    select: { createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'asc' },
  })
  return found && { connectedAt: found.createdAt.toISOString(), lastUsedAt: found.lastUsedAt?.toISOString() ?? null }
}

/**
 * Takes every connection with an identity provider off a person's account. Throws `wrong_state` where they could not sign
 * in any more, with nothing changed.
 */
export function disconnectIdentities(person: CurrentPerson, origin: RequestOrigin): Promise<void> {
  const { personId } = person
  return changeOwnAccount(person, origin, async (tx) => {
    const { passwordHash, passkeys } = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { passwordHash: true, passkeys: { select: { id: true }, take: 1 } },
    })
    if (passwordHash === null && passkeys.length === 0)
      throw new PosternError(
        'wrong_state',
        'Nothing was changed: without single sign-on you could not sign in any more. Add a passkey first.',
      )
    const { count } = await tx.federatedIdentity.deleteMany({ where: { personId } })
    return { result: undefined, entries: count > 0 ? [{ action: 'person.sso_disconnected' }] : [] }
  })
}

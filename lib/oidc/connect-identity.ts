import type { RequestOrigin } from '#lib/access/permit.ts'
import { refreshSession } from '#lib/auth/confirm.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { changeOwnAccount } from '#lib/auth/own-change.ts'
import { clock } from '#lib/core/clock.ts'
import type { VerifiedIdentity } from './read-identity.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * Connects the identity with the account of who is signed in, logged in each of their organizations, and counts it as a
 * proof of who they are in this session, whose new id it answers. The address that the provider names does not matter: it
 * was they who signed in at both. Throws SsoRefusal `connected_elsewhere` if it is somebody else's, and `unauthenticated`.
 */
export function connectIdentity(
  { issuer, subject }: VerifiedIdentity,
  person: CurrentPerson,
  origin: RequestOrigin,
): Promise<string> {
  const { personId } = person
  return changeOwnAccount(person, origin, async (tx) => {
    // Of two accounts that connect the same identity at once, the second waits here and finds the first.
    const { count } = await tx.federatedIdentity.createMany({
      data: [{ issuer, subject, personId }],
      skipDuplicates: true,
    })
    const used = await tx.federatedIdentity.updateMany({
      where: { issuer, subject, personId },
      data: { lastUsedAt: clock.now() },
    })
    if (used.count !== 1) throw new SsoRefusal('connected_elsewhere')
    const action = count === 1 ? 'person.sso_connected' : 'person.confirmed'
    return {
      result: await refreshSession(tx, person, ['sso']),
      entries: [{ action, ...(count === 0 && { details: { factors: ['sso'] } }) }],
    }
  })
}

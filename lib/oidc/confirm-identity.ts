import type { RequestOrigin } from '#lib/access/permit.ts'
import { refreshSession } from '#lib/auth/confirm.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { changeOwnAccount } from '#lib/auth/own-change.ts'
import { clock } from '#lib/core/clock.ts'
import { isSince, type VerifiedIdentity } from './read-identity.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * Takes the identity as the proof that a session's person is still there: theirs, and by a sign-in at the provider since
 * `startedAt`, whatever the provider was asked for. Answers the session's new id. Throws SsoRefusal `not_fresh` and
 * `another_person`, and `unauthenticated`. OpenID Connect Core 1.0, sections 3.1.2.1 (max_age) and 3.1.3.7, 13.
 */
export function confirmIdentity(
  identity: VerifiedIdentity,
  person: CurrentPerson,
  startedAt: number,
  origin: RequestOrigin,
): Promise<string> {
  const { issuer, subject } = identity
  return changeOwnAccount(person, origin, async (tx) => {
    if (!isSince(identity, startedAt)) throw new SsoRefusal('not_fresh')
    const { count } = await tx.federatedIdentity.updateMany({
      where: { issuer, subject, personId: person.personId },
      data: { lastUsedAt: clock.now() },
    })
    if (count !== 1) throw new SsoRefusal('another_person')
    const factors = ['sso'] as const
    return {
      result: await refreshSession(tx, person, factors),
      entries: [{ action: 'person.confirmed', details: { factors: [...factors] } }],
    }
  })
}

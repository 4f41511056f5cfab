import { randomUUID } from 'node:crypto'
import type { RequestOrigin } from '#lib/access/permit.ts'
import type { Factor } from '#lib/access/sign-in-policy.ts'
import { acceptedIssuers } from '#lib/core/accepted-issuers.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { openChallenge, tryChallenge, useUpChallenge } from './challenge.ts'
import type { CurrentPerson } from './find-session.ts'
import { holdPassword } from './hold-password.ts'
import { logRefusedProof } from './log-refused-proof.ts'
import { changeOwnAccount } from './own-change.ts'
import { newPasskeyChallenge } from './passkey-options.ts'
import type { ConfirmInput, ConfirmOffers } from './schema.ts'
import { hasSecondFactor, offersOf, proveSecondFactor } from './second-factor.ts'
import { countProof } from './second-factor-throttle.ts'
import { wrongSecondFactor } from './sign-in-second-factor.ts'
import { forget } from './throttle.ts'
import { verifyPassword } from './verify-password.ts'

type From = { device: string | null; origin: RequestOrigin }

/** By what the person of a session may prove that it is still them, with a challenge for their passkey to sign. */
export async function beginConfirm({
  personId,
}: CurrentPerson): Promise<{ challengeId: string; offers: ConfirmOffers }> {
  const sealed = newPasskeyChallenge()
  const person = await db().person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      passwordHash: true,
      identities: { where: { issuer: { in: acceptedIssuers() } }, select: { subject: true }, take: 1 },
    },
  })
  const second = await offersOf(personId, sealed)
  const { id } = await openChallenge('confirm', { personId, sealed })
  return {
    challengeId: id,
    offers: { password: person.passwordHash !== null, second, sso: person.identities.length > 0 },
  }
}

/**
 * Makes a session fresh for whoever proves that it is still the same person: by the password, with a code where a second
 * factor is set up, or by a passkey. What was proven counts for the session from then on. Answers the session's new id:
 * the old one is nobody's (OWASP ASVS 7.2.4), and when it ends does not change. Throws `rate_limited` before anything is
 * looked at, `invalid` for a wrong answer, `wrong_state` for a passkey's challenge that is over, with nothing changed.
 */
export async function confirm(
  person: CurrentPerson,
  input: ConfirmInput,
  challengeId: string | null,
  from: From,
): Promise<string> {
  const count = await countProof(person.sessionId, from.origin.address)
  const { factors, hold } =
    input.method === 'password'
      ? await byPassword(person, input, from)
      : await byPasskey(person, input, challengeId, from)
  await forget(count)
  return changeOwnAccount(person, from.origin, async (tx) => {
    await hold(tx)
    const result = await refreshSession(tx, person, factors)
    return { result, entries: [{ action: 'person.confirmed', details: { factors } }] }
  })
}

type Proven = { factors: Factor[]; hold: (tx: Tx) => Promise<void> }

async function byPassword(
  person: CurrentPerson,
  { password, second }: Extract<ConfirmInput, { method: 'password' }>,
  { device, origin }: From,
): Promise<Proven> {
  const { personId } = person
  const { passwordHash } = await db().person.findUniqueOrThrow({
    where: { id: personId },
    select: { passwordHash: true },
  })
  if (!(await verifyPassword(passwordHash, password, 'known'))) {
    await refused(person, origin)
    throw new PosternError('invalid', 'The password is wrong.', {
      fields: { password: 'The password is wrong. Type it again.' },
    })
  }
  const hold = (tx: Tx) => holdPassword(tx, personId, passwordHash)
  if (!(await hasSecondFactor(personId))) return { factors: ['password'], hold }
  const factor = second && (await proveSecondFactor(personId, null, second, { device, origin }))
  if (!factor) {
    await refused(person, origin)
    throw wrongSecondFactor(second?.method ?? 'totp')
  }
  return { factors: ['password', factor], hold }
}

async function byPasskey(
  person: CurrentPerson,
  { answer }: Extract<ConfirmInput, { method: 'passkey' }>,
  challengeId: string | null,
  { device, origin }: From,
): Promise<Proven> {
  const challenge = await tryChallenge('confirm', challengeId)
  const isOwn = challenge.personId === person.personId
  const input = { method: 'passkey', answer } as const
  const factor = isOwn && (await proveSecondFactor(person.personId, challenge, input, { device, origin }))
  if (!factor) {
    await refused(person, origin)
    throw wrongSecondFactor('passkey')
  }
  return { factors: [factor], hold: (tx) => useUpChallenge(challenge, tx) }
}

const refused = ({ personId, email, name }: CurrentPerson, origin: RequestOrigin) =>
  logRefusedProof('person.confirmation_refused', email, { id: personId, email, name }, origin)

/**
 * Gives an open session a new id, in which its person has just proven by `factors`, beside what they proved before, who
 * they are. For changeOwnAccount(), which holds the session's row.
 */
export async function refreshSession(
  tx: Tx,
  { sessionId, proof }: Pick<CurrentPerson, 'sessionId' | 'proof'>,
  factors: readonly Factor[],
): Promise<string> {
  const { id } = await tx.session.update({
    where: { id: sessionId },
    data: { id: randomUUID(), freshAt: clock.now(), factors: [...new Set([...proof.factors, ...factors])] },
    select: { id: true },
  })
  return id
}

import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type ChallengeKind = 'second_factor' | 'passkey_sign_in' | 'passkey_new' | 'confirm' | 'oidc' | 'totp_new'

export const challengeLifetimeMs = 5 * 60 * 1000
/** So many wrong answers end it. */
export const challengeAttempts = 5

/** What is waited for: whose answer it must be, if that is known, and what is expected back. */
export type Challenge = { id: string; personId: string | null; sealed: Uint8Array<ArrayBuffer> | null }

/** Begins to wait for an answer, for five minutes. Answers its id, of 122 random bits, which only a cookie carries. */
export async function openChallenge(
  kind: ChallengeKind,
  { personId = null, sealed = null }: { personId?: string | null; sealed?: Uint8Array<ArrayBuffer> | null },
): Promise<Challenge> {
  const now = clock.now()
  const data = { kind, personId, sealed, createdAt: now, expiresAt: new Date(now.getTime() + challengeLifetimeMs) }
  return db().challenge.create({ data, select: { id: true, personId: true, sealed: true } })
}

/**
 * What is waited for, with this answer counted before anybody looks at it: so many at once cannot be more than five.
 * Throws `wrong_state` if it is over: answered, too late, or too often answered wrongly.
 */
export async function tryChallenge(kind: ChallengeKind, id: string | null): Promise<Challenge> {
  const [challenge] = id
    ? await db().$queryRaw<Challenge[]>`
        UPDATE "Challenge" SET "attempts" = "attempts" + 1
         WHERE "id" = ${id}::uuid AND "kind" = ${kind} AND "expiresAt" > ${clock.now()}
           AND "attempts" < ${challengeAttempts}
        RETURNING "id", "personId", "sealed"`
    : []
  if (!challenge) throw isOver()
  return challenge
}

/** What is waited for, without an answer to it: to show again what was begun. Null if it is over. */
export function findChallenge(kind: ChallengeKind, id: string | null): Promise<Challenge | null> {
  if (!id) return Promise.resolve(null)
  return db().challenge.findFirst({
    where: { id, kind, expiresAt: { gt: clock.now() }, attempts: { lt: challengeAttempts } },
    select: { id: true, personId: true, sealed: true },
  })
}

/** Ends it with its right answer, once: of two that come at the same moment, the second throws `wrong_state`. */
export async function useUpChallenge({ id }: Challenge, tx: Pick<Tx, 'challenge'> = db()): Promise<void> {
  const { count } = await tx.challenge.deleteMany({ where: { id } })
  if (count !== 1) throw isOver()
}

const isOver = () =>
  new PosternError('wrong_state', 'This took too long, or too many answers were wrong. Begin again from the start.')

import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'

const dayMs = 24 * 60 * 60 * 1000
const sessionsKeptDays = 30
/** As lib/api/claim-answer.ts promises. */
const answersKeptDays = 1

/**
 * Deletes sessions that ended, and links to reset a password that expired, more than 30 days ago; challenges, with the
 * secrets that wait in them, and counts of attempts that have expired; and answers of a day ago that were kept for their
 * Idempotency-Key.
 */
export async function clearEnded(): Promise<void> {
  const now = clock.now().getTime()
  const before = new Date(now - sessionsKeptDays * dayMs)
  await db().session.deleteMany({ where: { OR: [{ endedAt: { lt: before } }, { expiresAt: { lt: before } }] } })
  await db().challenge.deleteMany({ where: { expiresAt: { lt: new Date(now) } } })
  await db().passwordReset.deleteMany({ where: { expiresAt: { lt: before } } })
  await db().throttle.deleteMany({ where: { expire: { lt: new Date(now) } } })
  await db().idempotentAnswer.deleteMany({ where: { createdAt: { lt: new Date(now - answersKeptDays * dayMs) } } })
}

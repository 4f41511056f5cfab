import type { SignedInPerson } from '#lib/access/authorize.ts'
import type { Factor } from '#lib/access/sign-in-policy.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { isOpen, withPolicy } from './open-session.ts'
import { touchEveryMs } from './session-lifetime.ts'

export type CurrentPerson = SignedInPerson & { sessionId: string; email: string }

type Row = {
  personId: string
  email: string
  name: string
  lastSeenAt: Date
  freshAt: Date
  factors: Factor[]
}

/**
 * Whose session this is, or null once it has ended, is past its lifetime or idle for too long, or its person is
 * suspended. The strictest of the person's organizations says how long that is, and what it says holds at once for
 * sessions that are open. Notes that it was seen, at most once a minute.
 */
export async function findSession(sessionId: string): Promise<CurrentPerson | null> {
  const now = clock.now()
  const [session] = await db().$queryRaw<Row[]>`
    SELECT p."id" AS "personId", p."email", p."name", s."lastSeenAt", s."freshAt", s."factors"
      FROM "Session" s JOIN "Person" p ON p."id" = s."personId"
      ${withPolicy}
     WHERE s."id" = ${sessionId}::uuid AND ${isOpen(now)}`
  if (!session) return null
  if (now.getTime() - session.lastSeenAt.getTime() >= touchEveryMs) await touch(sessionId, now)
  const { personId, email, name, factors, freshAt } = session
  return { sessionId, personId, email, name, proof: { factors, freshAt } }
}

/** Never backwards, and never a session that ended meanwhile. */
async function touch(sessionId: string, now: Date): Promise<void> {
  await db().session.updateMany({
    where: { id: sessionId, endedAt: null, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  })
}

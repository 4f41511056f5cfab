import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { sessionIdleMs, touchEveryMs } from './session-lifetime.ts'

export type CurrentPerson = { sessionId: string; personId: string; email: string; name: string }

/**
 * Whose session this is, or null once it has ended, is past its lifetime or idle for too long, or its person is
 * suspended. Notes that it was seen, at most once a minute.
 */
export async function findSession(sessionId: string): Promise<CurrentPerson | null> {
  const now = clock.now()
  const session = await db().session.findFirst({
    where: {
      id: sessionId,
      endedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - sessionIdleMs) },
      person: { suspendedAt: null },
    },
    select: { id: true, lastSeenAt: true, person: { select: { id: true, email: true, name: true } } },
  })
  if (!session) return null
  if (now.getTime() - session.lastSeenAt.getTime() >= touchEveryMs) await touch(session.id, now)
  const { id, email, name } = session.person
  return { sessionId: session.id, personId: id, email, name }
}

/** Never backwards, and never a session that ended meanwhile. */
async function touch(sessionId: string, now: Date): Promise<void> {
  await db().session.updateMany({
    where: { id: sessionId, endedAt: null, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  })
}

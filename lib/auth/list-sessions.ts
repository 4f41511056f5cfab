import type { Factor } from '#lib/access/sign-in-policy.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import type { CurrentPerson } from './find-session.ts'
import { isOpen, withPolicy } from './open-session.ts'
import type { SessionItem } from './schema.ts'

type Row = {
  id: string
  program: string
  address: string
  createdAt: Date
  lastSeenAt: Date
  factors: Factor[]
}

/** The open sessions of the person who asks: the one that they ask in first, then those that were seen last. OWASP ASVS 7.5.2. */
export async function listSessions({
  personId,
  sessionId,
}: Pick<CurrentPerson, 'personId' | 'sessionId'>): Promise<SessionItem[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT s."id", s."program", s."address", s."createdAt", s."lastSeenAt", s."factors"
      FROM "Session" s JOIN "Person" p ON p."id" = s."personId"
      ${withPolicy}
     WHERE p."id" = ${personId}::uuid AND ${isOpen(clock.now())}
     ORDER BY s."id" = ${sessionId}::uuid DESC, s."lastSeenAt" DESC, s."id"`
  return rows.map(({ createdAt, lastSeenAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThis: row.id === sessionId,
  }))
}

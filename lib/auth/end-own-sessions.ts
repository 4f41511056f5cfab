import { authorizeOwnEntries } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { endSessionsOf } from './end-sessions.ts'
import type { CurrentPerson } from './find-session.ts'

/**
 * Ends another session of the person who asks, effective from its next request in every process, and logs it. Throws
 * `not_found` for somebody else's, or one that has ended, and `wrong_state` for the one that they ask in. OWASP ASVS 7.5.2.
 */
export async function endOwnSession(person: CurrentPerson, id: string, origin: RequestOrigin): Promise<{ id: string }> {
  if (id === person.sessionId)
    throw new PosternError('wrong_state', 'Nothing was changed. This is the session that you are in: sign out instead.')
  await changed(person, origin, async (tx) => {
    const [ended] = await tx.$queryRaw<{ program: string; address: string }[]>`
      UPDATE "Session" SET "endedAt" = ${clock.now()}
       WHERE "id" = ${id}::uuid AND "personId" = ${person.personId}::uuid AND "endedAt" IS NULL
      RETURNING "program", "address"`
    if (!ended) throw new PosternError('not_found', 'This session has ended already.')
    return { action: 'person.session_ended', note: `${ended.program || 'Unknown device'}, from ${ended.address}` }
  })
  return { id }
}

/** Ends every other session of the person who asks, and the sign-ins of theirs that are under way. Answers how many. */
export async function endOtherSessions(person: CurrentPerson, origin: RequestOrigin): Promise<{ ended: number }> {
  let ended = 0
  await changed(person, origin, async (tx) => {
    ended = await endSessionsOf(tx, person.personId, { except: person.sessionId })
    if (ended === 0) return null
    return { action: 'person.sessions_ended', note: ended === 1 ? '1 session' : `${ended} sessions` }
  })
  return { ended }
}

type Noted = { action: string; note: string }

/** A change of somebody's sessions, with an entry in the log of each of their organizations: all of it or nothing. */
async function changed(
  person: CurrentPerson,
  origin: RequestOrigin,
  change: (tx: Tx) => Promise<Noted | null>,
): Promise<void> {
  const permits = await authorizeOwnEntries(person, origin)
  await inTransaction(async (tx) => {
    await holdOwnSession(tx, person)
    const noted = await change(tx)
    if (!noted) return
    const subject = { kind: 'person' as const, id: person.personId, name: person.name }
    const entry = { action: noted.action, subject, details: { note: noted.note } }
    for (const permit of permits) await appendEntries(tx, permit, 'done', [entry])
  })
}

/**
 * Makes sure that the session that asks has not ended meanwhile. All of the person's are locked in one order: else two
 * that end each other at the same moment would both be refused, or both succeed.
 */
async function holdOwnSession(tx: Tx, { personId, sessionId }: CurrentPerson): Promise<void> {
  const open = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Session" WHERE "personId" = ${personId}::uuid AND "endedAt" IS NULL ORDER BY "id" FOR UPDATE`
  if (!open.some(({ id }) => id === sessionId)) throw new PosternError('unauthenticated')
}

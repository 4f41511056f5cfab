import { authorizeOwnEntries } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { clock } from '#lib/core/clock.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { CurrentPerson } from './find-session.ts'

/** Ends a session for good: whoever holds its cookie is nobody from then on. Ending it twice is logged once. OWASP ASVS 7.4.1. */
export async function endSession(person: CurrentPerson, origin: RequestOrigin): Promise<void> {
  const permits = await authorizeOwnEntries(person, origin)
  await inTransaction(async (tx) => {
    const ended = await tx.session.updateMany({
      where: { id: person.sessionId, endedAt: null },
      data: { endedAt: clock.now() },
    })
    if (ended.count === 0) return
    const subject = { kind: 'person' as const, id: person.personId, name: person.name }
    for (const permit of permits) await appendEntries(tx, permit, 'done', [{ action: 'person.signed_out', subject }])
  })
}

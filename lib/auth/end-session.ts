import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { clock } from '#lib/core/clock.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { permitsOf } from './create-session.ts'
import type { CurrentPerson } from './find-session.ts'

/** Ends a session for good: whoever holds its cookie is nobody from then on. Ending it twice is logged once. OWASP ASVS 7.4.1. */
export async function endSession(person: CurrentPerson, origin: RequestOrigin): Promise<void> {
  const account = { id: person.personId, email: person.email, name: person.name }
  const permits = await permitsOf(account, origin)
  await inTransaction(async (tx) => {
    const ended = await tx.session.updateMany({
      where: { id: person.sessionId, endedAt: null },
      data: { endedAt: clock.now() },
    })
    if (ended.count === 0) return
    const subject = { kind: 'person' as const, id: account.id, name: account.name }
    for (const permit of permits) await appendEntries(tx, permit, 'done', [{ action: 'person.signed_out', subject }])
  })
}

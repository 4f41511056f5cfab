import { authorizeOwnEntries } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import type { CurrentPerson } from './find-session.ts'

type OwnAction = { action: string; details?: PendingEntry['details'] }

/**
 * A change of how a person signs in, in one transaction with its entries in the log of each of their organizations.
 * Their row is locked first, so that two changes of one account come one after the other. Throws `unauthenticated` if
 * the session ended meanwhile, and what `change` throws, with nothing changed.
 */
export async function changeOwnAccount<T>(
  person: CurrentPerson,
  origin: RequestOrigin,
  change: (tx: Tx) => Promise<{ result: T; entries: OwnAction[] }>,
): Promise<T> {
  const permits = await authorizeOwnEntries(person, origin)
  const subject = { kind: 'person' as const, id: person.personId, name: person.name }
  return inTransaction(async (tx) => {
    const [isOpen] = await tx.$queryRaw<{ id: string }[]>`
      SELECT s."id" FROM "Person" p JOIN "Session" s ON s."personId" = p."id"
       WHERE p."id" = ${person.personId}::uuid AND p."suspendedAt" IS NULL
         AND s."id" = ${person.sessionId}::uuid AND s."endedAt" IS NULL FOR UPDATE`
    if (!isOpen) throw new PosternError('unauthenticated')
    const { result, entries } = await change(tx)
    const pending = entries.map((entry) => ({ ...entry, subject }))
    for (const permit of permits) await appendEntries(tx, permit, 'done', pending)
    return result
  })
}

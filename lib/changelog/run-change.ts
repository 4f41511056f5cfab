import { holdPermit } from '#lib/access/hold-permit.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { type Permit, Scope } from '#lib/access/permit.ts'
import { isDeadlock } from '#lib/db/is-deadlock.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { appendEntries } from './append-entries.ts'
import { CountedRefusal } from './counted-refusal.ts'
import { notedIn } from './record.ts'

/** A change that PostgreSQL took out of a deadlock is begun again so often. */
const tries = 3

/**
 * Runs a change in one transaction together with its log entries: both are there or neither. Throws what `change`
 * throws, with nothing changed, and refuses to commit a change that recorded no entry. It may be run more than once.
 */
export async function runChange<P extends Permission, T>(
  permit: Permit<P>,
  change: (scope: Scope<P>) => Promise<T>,
): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await runOnce(permit, change)
    } catch (error) {
      if (left === 0 || !isDeadlock(error)) throw error
    }
  }
}

async function runOnce<P extends Permission, T>(
  permit: Permit<P>,
  change: (scope: Scope<P>) => Promise<T>,
): Promise<T> {
  const outcome = await inTransaction(async (tx) => {
    await holdPermit(tx, permit)
    const scope = Scope.open(permit, tx)
    let result: T
    try {
      result = await change(scope)
    } catch (error) {
      if (error instanceof CountedRefusal && !notedIn(scope)) return { refusal: error }
      throw error
    }
    const entries = notedIn(scope)
    if (!entries) throw new Error(`${permit.permission} recorded no log entry, so it is not committed.`)
    await appendEntries(tx, permit, 'done', entries)
    return { result }
  })
  if ('refusal' in outcome) throw outcome.refusal
  return outcome.result
}

import { holdPermit } from '#lib/access/hold-permit.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { type Permit, Scope } from '#lib/access/permit.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { appendEntries } from './append-entries.ts'
import { notedIn } from './record.ts'

/**
 * Runs a change in one transaction together with its log entries: both are there or neither. Throws what `change`
 * throws, with nothing changed, and refuses to commit a change that recorded no entry.
 */
export function runChange<P extends Permission, T>(
  permit: Permit<P>,
  change: (scope: Scope<P>) => Promise<T>,
): Promise<T> {
  return inTransaction(async (tx) => {
    await holdPermit(tx, permit)
    const scope = Scope.open(permit, tx)
    const result = await change(scope)
    const entries = notedIn(scope)
    if (!entries) throw new Error(`${permit.permission} recorded no log entry, so it is not committed.`)
    await appendEntries(tx, permit, 'done', entries)
    return result
  })
}

import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { log } from '#lib/core/log.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { appendEntries } from './append-entries.ts'
import type { PendingEntry } from './record.ts'

type Waiting = { permit: Permit<Permission>; entry: PendingEntry; count: number }

// Next bundles this module more than once: what one copy collects, the one that handles the stop must find.
const held = globalThis as { posternRefusals?: Map<string, Waiting> }
held.posternRefusals ??= new Map()
const waiting = held.posternRefusals
/** Refusals are caused by whoever is refused: more different ones than this a minute are written at once. */
const mostWaiting = 1000
const collectMs = 60_000

/**
 * Logs a refused attempt in a transaction of its own. Equal ones (who, what, on what, from which address, why) within a
 * minute become one entry with their count, written at the minute's end, so that nobody can flood the log. The program
 * does not count: whoever is refused names it as they like. Never throws.
 */
export function recordRefusal(permit: Permit<Permission>, entry: PendingEntry): void {
  const { actor, origin, organization, domain } = permit
  const key = JSON.stringify([organization.id, domain?.id, actor.kind, actor.id, origin.address, entry])
  const equal = waiting.get(key)
  if (equal) {
    equal.count += 1
    return
  }
  waiting.set(key, { permit, entry, count: 1 })
  if (waiting.size > mostWaiting) void flushRefusals()
  else setTimeout(() => void writeInTurn(key), collectMs).unref()
}

/** Writes every refusal that still waits for its minute to end: before a process stops, and in tests. */
export async function flushRefusals(): Promise<void> {
  await Promise.all([...waiting.keys()].map(writeInTurn))
}

let last = Promise.resolve()

/**
 * One after the other: together they would wait for each other's lock of the log, each with a connection that others
 * need, and those that waited too long would be lost.
 */
function writeInTurn(key: string): Promise<void> {
  last = last.then(() => write(key))
  return last
}

async function write(key: string): Promise<void> {
  const found = waiting.get(key)
  if (!found) return
  waiting.delete(key)
  const { permit, entry, count } = found
  const details = count > 1 ? { ...entry.details, count } : (entry.details ?? {})
  try {
    await inTransaction((tx) => appendEntries(tx, permit, 'refused', [{ ...entry, details }]))
  } catch (error) {
    log.failure(error)
  }
}

import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { log } from '#lib/core/log.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { appendEntries } from './append-entries.ts'
import type { PendingEntry } from './record.ts'

type Waiting = { permit: Permit<Permission>; entry: PendingEntry; count: number }

type Counted = { since: number; byActor: Map<string, number> }

// Next bundles this module more than once: what one copy collects, the one that handles the stop must find.
const held = globalThis as { posternRefusals?: Map<string, Waiting>; posternRefusalCounts?: Counted }
held.posternRefusals ??= new Map()
held.posternRefusalCounts ??= { since: performance.now(), byActor: new Map() }
const waiting = held.posternRefusals
const counted = held.posternRefusalCounts
/** Refusals are caused by whoever is refused: more different ones than this a minute are written at once. */
const mostWaiting = 1000
const collectMs = 60_000
/** So many different ones of one actor stand in the log for themselves in a minute, twice what one action can be about. */
const mostOfOne = 400

/**
 * Logs a refused attempt in a transaction of its own. Equal ones (who, what, on what, from which address, why) within a
 * minute become one entry with their count, written at the minute's end, so that nobody can flood the log. The program
 * does not count: whoever is refused names it as they like. What somebody is refused beyond `mostOfOne` different ones
 * becomes one entry of the place. Never throws.
 */
export function recordRefusal(permit: Permit<Permission>, entry: PendingEntry): void {
  const key = keyOf(permit, entry)
  if (waiting.has(key) || isWithinLimit(permit)) add(permit, entry, key)
  else {
    const further = furtherOf(permit, entry)
    add(permit, further, keyOf(permit, further))
  }
}

const keyOf = ({ actor, origin, organization, domain }: Permit<Permission>, entry: PendingEntry): string =>
  JSON.stringify([organization.id, domain?.id, actor.kind, actor.id, origin.address, entry])

/** Counts a different refusal against its actor; of nobody in particular, against the address. */
function isWithinLimit({ actor, origin, organization }: Permit<Permission>): boolean {
  const now = performance.now()
  if (now - counted.since >= collectMs) Object.assign(counted, { since: now, byActor: new Map() })
  const key = JSON.stringify([organization.id, actor.kind, actor.id ?? origin.address])
  const count = (counted.byActor.get(key) ?? 0) + 1
  counted.byActor.set(key, count)
  return count <= mostOfOne
}

function furtherOf({ organization, domain }: Permit<Permission>, { action, details }: PendingEntry): PendingEntry {
  const place = domain ?? organization
  const subject = { kind: domain ? 'domain' : 'organization', id: place.id, name: place.name } as const
  return { action, subject, details: { ...(details?.code && { code: details.code }), note: 'further attempts' } }
}

function add(permit: Permit<Permission>, entry: PendingEntry, key: string): void {
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

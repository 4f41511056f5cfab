import { authorizeJob } from '#lib/access/authorize.ts'
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
 * And about one subject, of nobody in particular. Threat: whoever tries a password from ever another address, of which
 * IPv6 has enough, fills a log that is kept for ever.
 */
export const mostAboutOne = 30

/**
 * Logs a refused attempt in a transaction of its own. Equal ones (who, what, on what, from which address, why) within a
 * minute become one entry with their count, written at the minute's end, so that nobody can flood the log. The program
 * does not count: whoever is refused names it as they like. What somebody is refused beyond `mostOfOne` different ones
 * becomes one entry of the place, and what nobody in particular is refused beyond `mostAboutOne`, one of its subject.
 * Never throws.
 */
export function recordRefusal(permit: Permit<Permission>, entry: PendingEntry): void {
  const key = keyOf(permit, entry)
  if (waiting.has(key)) add(permit, entry, key)
  else {
    const [from, noted] = bounded(permit, entry)
    add(from, noted, keyOf(from, noted))
  }
}

/** What stands in the log of a different refusal, and from where. */
function bounded(permit: Permit<Permission>, entry: PendingEntry): [Permit<Permission>, PendingEntry] {
  const { actor, origin, organization, domain, permission } = permit
  const isOfNobody = actor.id === null
  if (isOfNobody && !isWithin(mostAboutOne, permit, [entry.action, entry.subject.id])) {
    const fromAnywhere = authorizeJob('system', permission, { organization, domain })
    return [fromAnywhere, { ...entry, details: furtherDetails(entry) }]
  }
  const isOne = isWithin(mostOfOne, permit, [actor.id ?? origin.address])
  return [permit, isOne ? entry : furtherOf(permit, entry)]
}

const keyOf = ({ actor, origin, organization, domain }: Permit<Permission>, entry: PendingEntry): string =>
  JSON.stringify([organization.id, domain?.id, actor.kind, actor.id, origin.address, entry])

/** Counts a different refusal against whom or what it is by. */
function isWithin(most: number, { actor, organization }: Permit<Permission>, by: (string | null)[]): boolean {
  const now = performance.now()
  if (now - counted.since >= collectMs) Object.assign(counted, { since: now, byActor: new Map() })
  const key = JSON.stringify([organization.id, actor.kind, ...by])
  const count = (counted.byActor.get(key) ?? 0) + 1
  counted.byActor.set(key, count)
  return count <= most
}

function furtherOf({ organization, domain }: Permit<Permission>, { action, details }: PendingEntry): PendingEntry {
  const place = domain ?? organization
  const subject = { kind: domain ? 'domain' : 'organization', id: place.id, name: place.name } as const
  return { action, subject, details: furtherDetails({ details }) }
}

const furtherDetails = ({ details }: Pick<PendingEntry, 'details'>): PendingEntry['details'] => ({
  ...(details?.code && { code: details.code }),
  note: 'further attempts',
})

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

import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { ChainedFields } from './entry-hash.ts'
import { entriesIn, inDays, type LogReader, spanOf } from './logged-entries.ts'
import { matching, ofKind } from './matching.ts'
import type { ChangeLogItem, ChangeLogPage, ChangeLogQuery } from './schema.ts'

/** An entry with the id of who acted: a person or an API token; null for Postern itself and its operator. */
export type IdentifiedEntry = ChangeLogItem & { actorId: string | null }
type EntryPage = Omit<ChangeLogPage, 'items'> & { items: IdentifiedEntry[] }

const pageSize = 50
/** A search reads at most this many entries for one answer, however long the log is. */
export const searchedAtOnce = 20_000

type Row = Omit<ChainedFields, 'organizationId'> & { hash: Uint8Array }

/**
 * The entries of a log that a query finds, newest first, a page at a time by number: of one secret, or of all that the
 * reader's domains hold. A page of a search may have few entries, or none, and still have one after it.
 */
export async function listEntries(
  permit: LogReader,
  query: ChangeLogQuery,
  { cursor, take = pageSize }: { cursor?: string | null | undefined; take?: number } = {},
): Promise<EntryPage> {
  const span = await spanOf(permit, query)
  const start = cursor && /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : span.before
  const part = { ...span, before: start < span.before ? start : span.before }
  const condition = matching(query)
  const isSearch = condition !== null || query.kind !== 'all' || span.from !== null || span.to !== null
  const candidates = entriesIn(part, isSearch ? searchedAtOnce : take + 1)
  const rows = await db().$queryRaw<Row[]>`
    SELECT e."sequence", e."at", e."action", e."outcome", e."actorKind", e."actorId", e."actorName", e."actorRole",
           e."domainId", e."subjectKind", e."subjectId", e."subjectName", e."details", e."address", e."program", e."hash"
      FROM (${candidates}) e
     WHERE ${inDays(span)} AND ${ofKind[query.kind]} ${condition ? Prisma.sql`AND ${condition}` : Prisma.empty}
     ORDER BY e."sequence" DESC LIMIT ${take + 1}`
  const items = await itemsOf(permit, rows.slice(0, take))
  if (rows.length > take) return { items, nextCursor: items.at(-1)?.sequence ?? null, searchedTo: null }
  const searchedTo = isSearch ? await endOf(candidates) : null
  return { items, nextCursor: searchedTo?.sequence ?? null, searchedTo }
}

/** Where a search stopped because it had read enough; null if it came to the end. */
async function endOf(candidates: Prisma.Sql): Promise<ChangeLogPage['searchedTo']> {
  const [end] = await db().$queryRaw<{ sequence: bigint; at: Date; read: bigint }[]>`
    SELECT e."sequence", e."at", count(*) OVER () AS read FROM (${candidates}) e ORDER BY e."sequence" LIMIT 1`
  if (!end || Number(end.read) < searchedAtOnce) return null
  return { sequence: String(end.sequence), at: end.at.toISOString() }
}

async function itemsOf({ organization }: LogReader, rows: Row[]): Promise<IdentifiedEntry[]> {
  const organizationId = organization.id
  const secretIds = rows.flatMap((row) => (row.subjectKind === 'secret' && row.subjectId ? [row.subjectId] : []))
  const secrets = await db().secret.findMany({
    where: { organizationId, id: { in: [...new Set(secretIds)] } },
    select: { id: true, domainId: true },
  })
  const domainIds = [...rows, ...secrets].flatMap(({ domainId }) => domainId ?? [])
  const domains = await db().domain.findMany({
    where: { organizationId, id: { in: [...new Set(domainIds)] } },
    select: { id: true, slug: true, name: true },
  })
  const domainOf = new Map(domains.map(({ id, slug, name }) => [id, { slug, name }]))
  const placeOf = new Map(
    secrets.map(({ id, domainId }) => [id, { domain: (domainId && domainOf.get(domainId)?.slug) || null }]),
  )
  return rows.map((row) => ({
    sequence: String(row.sequence),
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome === 'refused' ? 'refused' : 'done',
    actorKind: row.actorKind as ChangeLogItem['actorKind'],
    actorId: row.actorId,
    actorName: row.actorName,
    actorRole: row.actorRole,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    subjectName: row.subjectName,
    secretAt: (row.subjectKind === 'secret' && row.subjectId && placeOf.get(row.subjectId)) || null,
    domain: (row.domainId && domainOf.get(row.domainId)) || null,
    details: row.details,
    address: row.address,
    program: row.program,
    hash: Buffer.from(row.hash).toString('hex'),
  }))
}

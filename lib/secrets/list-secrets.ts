import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { SecretListItem, SecretPage } from './schema.ts'
import { secretStatus } from './secret-status.ts'

const pageSize = 50
const countLimit = 1000

/** What a row of the list is made of: an allow-list, so that sealed bytes cannot slip into an answer. */
export const listColumns = {
  id: true,
  name: true,
  type: true,
  description: true,
  currentVersion: true,
  rowVersion: true,
  expiresOn: true,
  revokedAt: true,
  archivedAt: true,
  updatedAt: true,
  updatedByName: true,
} as const satisfies Prisma.SecretSelect

type ListRow = Prisma.SecretGetPayload<{ select: typeof listColumns }>

/** The domain's secrets that are not archived, last changed first, a page at a time by key; `q` is found in names. */
export async function listSecrets(
  permit: Permit<'secret:list'>,
  { q = '', cursor }: { q?: string | undefined; cursor?: string | undefined },
): Promise<SecretPage> {
  const where: Prisma.SecretWhereInput = {
    organizationId: permit.organization.id,
    scopeId: permit.domainId,
    archivedAt: null,
    ...nameFilter(q),
  }
  const after = parseCursor(cursor)
  const [rows, counted] = await Promise.all([
    db().secret.findMany({
      where: after
        ? { AND: [where, { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }] }
        : where,
      select: listColumns,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: pageSize + 1,
    }),
    db().secret.count({ where, take: countLimit + 1 }),
  ])
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return {
    items: page.map((row) => listItemOf(row, permit.organization.timeZone)),
    nextCursor: rows.length > pageSize && last ? `${last.updatedAt.getTime()}_${last.id}` : null,
    total: Math.min(counted, countLimit),
    totalIsMore: counted > countLimit,
  }
}

export function listItemOf(row: ListRow, timeZone: string): SecretListItem {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    status: secretStatus(row, timeZone),
    description: row.description,
    version: row.currentVersion,
    rowVersion: row.rowVersion,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
  }
}

/** Anywhere in the name; under three letters, which a trigram index cannot find, at its beginning. */
function nameFilter(q: string): Prisma.SecretWhereInput {
  const text = q.trim().toLowerCase().slice(0, 128)
  // PostgreSQL's text cannot hold NUL or half a surrogate pair, and neither can a name.
  if (text === '' || !text.isWellFormed() || text.includes('\0')) return text === '' ? {} : { id: { in: [] } }
  if (text.length < 3) return { nameLower: { gte: text, lt: `${text}\u{10FFFF}` } }
  return { nameLower: { contains: text.replace(/[\\%_]/g, '\\$&') } }
}

function parseCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? '') ?? []
  return at && id ? { at: new Date(Number(at)), id } : null
}

import type { Permit } from '#lib/access/permit.ts'
import { clock, dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { Prisma, type Secret } from '#lib/db/generated/client.ts'
import { endOfRetention } from './retention.ts'
import type { ListSort, SecretListItem, SecretPage, SecretQuery } from './schema.ts'
import { searchCondition } from './search-condition.ts'
import { dayOf, secretStatus } from './secret-status.ts'
import { narrowedCondition, statusCondition } from './status-condition.ts'

const pageSize = 50
const dayMs = 24 * 60 * 60 * 1000

/** What a row of the list is made of: an allow-list, so that sealed bytes cannot slip into an answer. */
export type ListRow = Pick<
  Secret,
  | 'id'
  | 'name'
  | 'nameLower'
  | 'type'
  | 'description'
  | 'visibility'
  | 'purpose'
  | 'currentVersion'
  | 'rowVersion'
  | 'expiresOn'
  | 'revokedAt'
  | 'archivedAt'
  | 'createdAt'
  | 'createdByName'
  | 'updatedAt'
  | 'updatedByName'
> & { retentionDays: number }

export const listColumns = Prisma.sql`
  s."id", s."name", s."nameLower", s."type"::text AS "type", s."description", s."visibility"::text AS "visibility",
  s."purpose"::text AS "purpose", s."currentVersion", s."rowVersion", s."expiresOn", s."revokedAt", s."archivedAt",
  s."createdAt", s."createdByName", s."updatedAt", s."updatedByName", o."retentionDays"`

/**
 * The secrets of the permit's domain, or of the organization itself, that a query finds: a page at a time by key, in one
 * statement. A cursor that belongs to another order, or is none, begins at the beginning.
 */
export async function listSecrets(
  permit: Permit<'secret:list'>,
  query: SecretQuery,
  cursor?: string | null,
  take = pageSize,
): Promise<SecretPage> {
  const { organization, scopeId } = permit
  const today = dayIn(organization.timeZone)
  const direction = query.direction ?? (query.sort === 'name' ? 'asc' : 'desc')
  const rows = await db().$queryRaw<ListRow[]>`
    SELECT ${listColumns} FROM "Secret" s JOIN "Organization" o ON o."id" = s."organizationId"
     WHERE s."organizationId" = ${organization.id}::uuid AND s."scopeId" = ${scopeId}::uuid
       AND ${statusCondition(query.status, today)} AND ${narrowedCondition(query)} AND ${searchCondition(query.q)}
       AND ${afterCursor(query.sort, direction, cursor)}
     ORDER BY ${orders[query.sort][direction]} LIMIT ${take + 1}`
  const page = rows.slice(0, take)
  const last = page.at(-1)
  return {
    items: page.map((row) => listItemOf(row, today, organization.timeZone)),
    nextCursor: rows.length > take && last ? cursorOf(last, query.sort, direction) : null,
  }
}

const orders: Record<ListSort, Record<'asc' | 'desc', Prisma.Sql>> = {
  updated: {
    asc: Prisma.sql`s."updatedAt" ASC, s."id" ASC`,
    desc: Prisma.sql`s."updatedAt" DESC, s."id" DESC`,
  },
  created: {
    asc: Prisma.sql`s."createdAt" ASC, s."id" ASC`,
    desc: Prisma.sql`s."createdAt" DESC, s."id" DESC`,
  },
  // Unique in its scope.
  name: { asc: Prisma.sql`s."nameLower" COLLATE "C" ASC`, desc: Prisma.sql`s."nameLower" COLLATE "C" DESC` },
}

function cursorOf(row: ListRow, sort: ListSort, direction: string): string {
  const key = { updated: row.updatedAt.getTime(), created: row.createdAt.getTime(), name: row.nameLower }[sort]
  return `${sort}:${direction}:${key}:${row.id}`
}

function afterCursor(sort: ListSort, direction: 'asc' | 'desc', cursor: string | null | undefined): Prisma.Sql {
  const everything = Prisma.sql`true`
  const [, ofSort, ofDirection, key, id] =
    /^([a-z]+):(asc|desc):([a-z0-9_.-]{1,128}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? '') ?? []
  if (ofSort !== sort || ofDirection !== direction || key === undefined) return everything
  const isBehind = direction === 'asc' ? Prisma.sql`>` : Prisma.sql`<`
  if (sort === 'name') return Prisma.sql`s."nameLower" COLLATE "C" ${isBehind} ${key}`
  if (!/^\d{1,15}$/.test(key)) return everything
  const column = sort === 'updated' ? Prisma.sql`s."updatedAt"` : Prisma.sql`s."createdAt"`
  return Prisma.sql`(${column}, s."id") ${isBehind} (${new Date(Number(key))}, ${id}::uuid)`
}

/** A row as it crosses the wire; `today` is the organization's. */
export function listItemOf(row: ListRow, today: string, timeZone: string): SecretListItem {
  const expiresOn = row.expiresOn && dayOf(row.expiresOn)
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    status: secretStatus(row, timeZone),
    description: row.description,
    visibility: row.visibility,
    purpose: row.purpose,
    expiresOn,
    daysLeft: expiresOn ? (Date.parse(expiresOn) - Date.parse(today)) / dayMs : null,
    version: row.currentVersion,
    rowVersion: row.rowVersion,
    createdAt: row.createdAt.toISOString(),
    createdByName: row.createdByName,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
    destroyedInDays: row.archivedAt
      ? Math.max(
          0,
          Math.ceil((endOfRetention(row.archivedAt, row.retentionDays).getTime() - clock.now().getTime()) / dayMs),
        )
      : null,
  }
}

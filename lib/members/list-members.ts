import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { itemOf, type MemberRow } from './member-item.ts'
import { peopleOf } from './people-of.ts'
import type { MemberPage, MemberQuery, MemberStatus } from './schema.ts'

const pageSize = 50

/**
 * The members and the pending invitations that somebody sees, by name, a page at a time by key. A Domain Admin sees who has
 * a role in own domains, with their roles there, and nobody else.
 */
export async function listMembers(
  permit: Permit<'member:list'>,
  query: MemberQuery,
  cursor: string | null = null,
): Promise<MemberPage> {
  const people = peopleOf(permit)
  const found = Prisma.sql`
    SELECT * FROM (${people}) e WHERE ${said(query.q)} AND ${holding(query.role)}`
  const after = keyOf(cursor)
  const [rows, counted] = await Promise.all([
    db().$queryRaw<MemberRow[]>`
      SELECT * FROM (${found}) e
       WHERE (${query.status}::text IS NULL OR e."status" = ${query.status})
         AND (${after === null} OR (e."sort" COLLATE "C", e."id") > (${after?.sort ?? ''} COLLATE "C", ${after?.id ?? zeroId}::uuid))
       ORDER BY e."sort" COLLATE "C", e."id" LIMIT ${pageSize + 1}`,
    db().$queryRaw<{ status: MemberStatus; count: bigint }[]>`
      SELECT e."status", count(*) AS "count" FROM (${found}) e GROUP BY 1`,
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const countOf = (status: MemberStatus) => Number(counted.find((each) => each.status === status)?.count ?? 0)
  const now = clock.now()
  return {
    items: shown.map((row) => itemOf(permit, row, now)),
    nextCursor: rows.length > pageSize && last ? cursorOf(last) : null,
    counts: { active: countOf('active'), suspended: countOf('suspended'), invited: countOf('invited') },
  }
}

const zeroId = '00000000-0000-0000-0000-000000000000'

/** Letter case does not count. */
const said = (q: string): Prisma.Sql =>
  q === '' ? Prisma.sql`true` : Prisma.sql`strpos(lower(concat_ws(E'\n', e."name", e."email")), ${q.toLowerCase()}) > 0`

const holding = (role: MemberQuery['role']): Prisma.Sql => {
  if (role === null) return Prisma.sql`true`
  if (role === 'owner' || role === 'org_admin') return Prisma.sql`e."role" = ${role}`
  return Prisma.sql`(e."role" = 'member' AND EXISTS (
    SELECT FROM jsonb_array_elements(e."domains") d WHERE d->>'role' = ${role}))`
}

const cursorOf = ({ sort, id }: MemberRow) => Buffer.from(JSON.stringify([sort, id])).toString('base64url')

/** What cursorOf() made; anything else begins at the beginning. */
function keyOf(cursor: string | null): { sort: string; id: string } | null {
  if (!cursor || cursor.length > 2000) return null
  try {
    const [sort, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isId = typeof id === 'string' && isUuid(id)
    return isId && typeof sort === 'string' && sort.isWellFormed() && !sort.includes('\0') ? { sort, id } : null
  } catch {
    return null
  }
}

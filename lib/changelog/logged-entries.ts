import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { sequenceOf } from './matching.ts'
import type { ChangeLogQuery } from './schema.ts'

/** Who may read a log: of one secret's place, or of the organization as far as their domains reach. */
export type LogReader = Permit<'secret:history' | 'secret:history-export' | 'activity:view' | 'activity:export'>

/** The part of a log that indexes lead to: a reader's reach, a subject, a span of time. */
export type LogSpan = {
  organizationId: string
  /** null: every domain, and what is in none. */
  domainIds: readonly string[] | null
  subject: string | null
  sequence: bigint | null
  /** Both exclusive. */
  after: bigint
  before: bigint
  from: Date | null
  to: Date | null
}

const endOfLog = 2n ** 62n

/** What of the log a query is about. A domain that the reader does not reach has nothing in it. */
export async function spanOf(permit: LogReader, query: ChangeLogQuery): Promise<LogSpan> {
  const { organization, domainIds } = permit
  const [days, domain] = await Promise.all([
    boundsOf(permit, query),
    query.domain === null
      ? null
      : db().domain.findFirst({ where: { organizationId: organization.id, slug: query.domain }, select: { id: true } }),
  ])
  const isReached = domain !== null && (domainIds === null || domainIds.includes(domain.id))
  return {
    organizationId: organization.id,
    domainIds: query.domain === null ? domainIds : isReached ? [domain.id] : [],
    subject: query.subject,
    sequence: sequenceOf(query),
    ...days,
  }
}

/**
 * Days as instants of the organization's time zone, and between which entries they lie. A clock that was set back by up
 * to an hour does not hide an entry: the numbers leave that much room, and the instants decide.
 */
async function boundsOf({ organization }: LogReader, query: ChangeLogQuery) {
  const open = { after: 0n, before: endOfLog, from: null, to: null }
  if (query.from === null && query.to === null) return open
  const [found] = await db().$queryRaw<
    { from: Date | null; to: Date | null; after: bigint | null; before: bigint | null }[]
  >`
    SELECT days.*,
      (SELECT e."sequence" FROM "ChangeLogEntry" e
        WHERE e."organizationId" = ${organization.id}::uuid AND e."at" < days."from" - interval '1 hour'
        ORDER BY e."at" DESC LIMIT 1) AS "after",
      (SELECT e."sequence" FROM "ChangeLogEntry" e
        WHERE e."organizationId" = ${organization.id}::uuid AND e."at" >= days."to" + interval '1 hour'
        ORDER BY e."at" LIMIT 1) AS "before"
    FROM (SELECT ${query.from}::date::timestamp AT TIME ZONE ${organization.timeZone} AS "from",
                 (${query.to}::date + 1)::timestamp AT TIME ZONE ${organization.timeZone} AS "to") days`
  if (!found) return open
  const { from, to, after, before } = found
  return { from, to, after: after ?? 0n, before: before ?? endOfLog }
}

/** The newest `limit` entries of a span, newest first: each domain's by its own index, so that the work is bounded. */
export function entriesIn(span: LogSpan, limit: number): Prisma.Sql {
  const { organizationId, domainIds, subject, sequence, after, before } = span
  const newest = (where: Prisma.Sql) => Prisma.sql`
    SELECT * FROM "ChangeLogEntry" c
     WHERE c."organizationId" = ${organizationId}::uuid AND c."sequence" > ${after} AND c."sequence" < ${before}
       ${subject === null ? Prisma.empty : Prisma.sql`AND c."subjectId" = ${subject}::uuid`}
       ${sequence === null ? Prisma.empty : Prisma.sql`AND c."sequence" = ${sequence}`}
       ${where} ORDER BY c."sequence" DESC LIMIT ${limit}`
  if (domainIds === null) return newest(Prisma.empty)
  return Prisma.sql`
    SELECT ofDomain.* FROM unnest(${domainIds}::uuid[]) AS reached("id")
     CROSS JOIN LATERAL (${newest(Prisma.sql`AND c."domainId" = reached."id"`)}) ofDomain
     ORDER BY ofDomain."sequence" DESC LIMIT ${limit}`
}

/** Whether an entry `e` is of the days of a span. */
export const inDays = ({ from, to }: LogSpan): Prisma.Sql =>
  Prisma.sql`(${from}::timestamptz IS NULL OR e."at" >= ${from}) AND (${to}::timestamptz IS NULL OR e."at" < ${to})`

import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { searchedAtOnce } from './list-entries.ts'
import { entriesIn, inDays, type LogReader, type LogSpan, spanOf } from './logged-entries.ts'
import { matching, ofKind } from './matching.ts'
import { type ChangeKind, type ChangeLogFacets, type ChangeLogQuery, changeKinds } from './schema.ts'

const countLimit = 1000
const mostActors = 100

/** How many entries stand under each kind of a query, and who acted: both of the newest entries alone, so that it is cheap. */
export async function countChanges(permit: LogReader, query: ChangeLogQuery): Promise<ChangeLogFacets> {
  const [counts, actors] = await Promise.all([
    spanOf(permit, query).then((span) => countsIn(span, query)),
    // Whoever is chosen stays among those that can be chosen.
    spanOf(permit, { ...query, q: '' }).then(actorsIn),
  ])
  return { counts, actors }
}

async function countsIn(span: LogSpan, query: ChangeLogQuery): Promise<ChangeLogFacets['counts']> {
  const condition = matching(query)
  const columns = changeKinds.map(
    (kind) => Prisma.sql`count(*) FILTER (WHERE m."matches" AND ${ofKind[kind]}) AS ${Prisma.raw(`"${kind}"`)}`,
  )
  const [found] = await db().$queryRaw<({ read: bigint } & Record<ChangeKind, bigint>)[]>`
    SELECT count(*) AS read, ${Prisma.join(columns)}
      FROM (${entriesIn(span, searchedAtOnce)}) e
     CROSS JOIN LATERAL (SELECT ${inDays(span)} ${condition ? Prisma.sql`AND ${condition}` : Prisma.empty} AS "matches") m`
  const isPartial = Number(found?.read ?? 0) === searchedAtOnce
  const countOf = (kind: ChangeKind) => {
    const count = Number(found?.[kind] ?? 0)
    return { count: Math.min(count, countLimit), isMore: count > countLimit || isPartial }
  }
  return {
    all: countOf('all'),
    changes: countOf('changes'),
    refused: countOf('refused'),
    revealed: countOf('revealed'),
  }
}

async function actorsIn(span: LogSpan): Promise<ChangeLogFacets['actors']> {
  return db().$queryRaw<ChangeLogFacets['actors']>`
    SELECT coalesce(e."actorId"::text, e."actorKind") AS "actor",
           (array_agg(CASE e."actorKind" WHEN 'token' THEN e."actorName" || ' (API token)' ELSE e."actorName" END
                      ORDER BY e."sequence" DESC))[1] AS "name"
      FROM (${entriesIn(span, searchedAtOnce)}) e
     WHERE e."actorId" IS NOT NULL OR e."actorKind" IN ('system', 'operator')
     GROUP BY 1 ORDER BY 2, 1 LIMIT ${mostActors}`
}

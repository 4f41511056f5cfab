import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { positionOf, timeCursor } from '#lib/core/time-cursor.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { longestSendMs, type SendFilter, type SendItem, type SendPage, type SendQuery, sendStateOf } from './schema.ts'
import { type SecretNow, secretsNow } from './secrets-now.ts'

const pageSize = 50
/** A search reads at most this many records for one answer, however many there are. */
export const searchedAtOnce = 20_000

type Row = {
  id: string
  at: Date
  outcome: 'started' | 'answered' | 'failed'
  status: number | null
  code: string | null
  durationMs: number | null
  method: string
  host: string
  actorName: string
  actorKind: string
  consumerName: string
  slug: string
  domainName: string
  integrationId: string | null
  workflowId: string | null
  templateId: string | null
  consumerId: string | null
  secrets: { id: string; version: number }[]
}

/**
 * The sends of the domains that the permit reaches, newest first, a page at a time by time and id. What is filtered by
 * its result may have few records, or none, on a page, and still have one after it.
 */
export async function listSends(
  permit: Permit<'sends:list'>,
  query: SendQuery,
  { cursor, take = pageSize }: { cursor?: string | null | undefined; take?: number } = {},
): Promise<SendPage> {
  const organizationId = permit.organization.id
  const now = clock.now()
  const isSearch = query.result !== null
  const candidates = recordsIn(permit, query, cursor, isSearch ? searchedAtOnce : take + 1)
  const hasResult = query.result ? ofResult(query.result, now) : Prisma.sql`true`
  const rows = await db().$queryRaw<Row[]>`
    SELECT u."id", u."at", u."outcome"::text AS "outcome", u."status", u."code", u."durationMs", u."method", u."host",
           u."actorName", u."actorKind", u."consumerName", u."consumerId", d."slug", d."name" AS "domainName",
           q."integrationId", coalesce(w."workflowId", h."id") AS "workflowId", t."id" AS "templateId",
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', s."secretId", 'version', s."version") ORDER BY s."secretId")
                       FROM "UsageRecordSecret" s
                      WHERE s."organizationId" = ${organizationId}::uuid AND s."usageId" = u."id"), '[]') AS "secrets"
      FROM (SELECT * FROM (${candidates}) u WHERE ${hasResult} ORDER BY u."at" DESC, u."id" DESC LIMIT ${take + 1}) u
      JOIN "Domain" d ON d."organizationId" = ${organizationId}::uuid AND d."id" = u."domainId"
      LEFT JOIN "IntegrationRequest" q
        ON u."consumerKind" = 'integration_request' AND q."organizationId" = ${organizationId}::uuid
       AND q."domainId" = u."domainId" AND q."id" = u."consumerId" AND d."archivedAt" IS NULL
      LEFT JOIN "WorkflowStep" w
        ON u."consumerKind" = 'workflow_step' AND w."organizationId" = ${organizationId}::uuid
       AND w."domainId" = u."domainId" AND w."id" = u."consumerId" AND d."archivedAt" IS NULL
      LEFT JOIN "Workflow" h
        ON u."consumerKind" = 'workflow' AND h."organizationId" = ${organizationId}::uuid
       AND h."domainId" = u."domainId" AND h."id" = u."consumerId" AND d."archivedAt" IS NULL
      LEFT JOIN "Template" t
        ON u."consumerKind" = 'template' AND t."organizationId" = ${organizationId}::uuid
       AND t."domainId" = u."domainId" AND t."id" = u."consumerId" AND d."archivedAt" IS NULL
     ORDER BY u."at" DESC, u."id" DESC`
  const shown = rows.slice(0, take)
  const ids = shown.flatMap(({ secrets }) => secrets.map(({ id }) => id))
  const secrets = await secretsNow(permit, query.secret ? [...ids, query.secret] : ids)
  const items = shown.map((row) => itemOf(row, secrets, now))
  const secret = (query.secret && secrets.get(query.secret)) || null
  const last = shown.at(-1)
  if (rows.length > take && last) return { items, nextCursor: timeCursor(last), searchedTo: null, secret }
  const end = isSearch ? await endOf(candidates) : null
  return { items, nextCursor: end && timeCursor(end), searchedTo: end?.at.toISOString() ?? null, secret }
}

/** Records in reach, newest first, at most so many: from the index of what the query names. */
function recordsIn(permit: Permit<'sends:list'>, query: SendQuery, cursor: string | null | undefined, limit: number) {
  const { organization, domainIds } = permit
  const start = positionOf(cursor)
  const isAfter = (at: Prisma.Sql, id: Prisma.Sql) =>
    start ? Prisma.sql`(${at}, ${id}) < (${start.at}::timestamptz, ${start.id}::uuid)` : Prisma.sql`true`
  const isReached = domainIds === null ? Prisma.sql`true` : Prisma.sql`u."domainId" = ANY(${[...domainIds]}::uuid[])`
  const isOfDomain =
    query.domain === null
      ? Prisma.sql`true`
      : Prisma.sql`u."domainId" = (SELECT d."id" FROM "Domain" d
          WHERE d."organizationId" = ${organization.id}::uuid AND d."slug" = ${query.domain})`
  if (query.secret === null)
    return Prisma.sql`
      SELECT u.* FROM "UsageRecord" u
       WHERE u."organizationId" = ${organization.id}::uuid AND ${isReached} AND ${isOfDomain}
         AND ${isAfter(Prisma.sql`u."at"`, Prisma.sql`u."id"`)}
       ORDER BY u."at" DESC, u."id" DESC LIMIT ${limit}`
  return Prisma.sql`
    SELECT u.* FROM "UsageRecordSecret" s
      JOIN "UsageRecord" u ON u."organizationId" = s."organizationId" AND u."id" = s."usageId"
     WHERE s."organizationId" = ${organization.id}::uuid AND s."secretId" = ${query.secret}::uuid
       AND ${isReached} AND ${isOfDomain} AND ${isAfter(Prisma.sql`s."at"`, Prisma.sql`s."usageId"`)}
     ORDER BY s."at" DESC, s."usageId" DESC LIMIT ${limit}`
}

/** By the same moment as sendStateOf(). */
function ofResult(result: SendFilter, now: Date): Prisma.Sql {
  if (result !== 'unknown') return Prisma.sql`u."outcome" = ${result}::"UsageOutcome"`
  const before = new Date(now.getTime() - longestSendMs)
  return Prisma.sql`(u."outcome" = 'started' AND u."at" < ${before}::timestamptz)`
}

/** Where a search stopped because it had read enough; null if it came to the end. */
async function endOf(candidates: Prisma.Sql): Promise<{ at: Date; id: string } | null> {
  const [end] = await db().$queryRaw<{ at: Date; id: string; read: bigint }[]>`
    SELECT u."at", u."id", count(*) OVER () AS read FROM (${candidates}) u ORDER BY u."at", u."id" LIMIT 1`
  return end && Number(end.read) >= searchedAtOnce ? end : null
}

function pathOf({ integrationId, workflowId, templateId, consumerId }: Row): string[] | null {
  if (integrationId && consumerId) return ['integrations', integrationId, 'requests', consumerId]
  if (workflowId) return ['workflows', workflowId]
  return templateId ? ['templates', templateId] : null
}

function itemOf(row: Row, secrets: Map<string, SecretNow>, now: Date): SendItem {
  const at = row.at.toISOString()
  return {
    id: row.id,
    at,
    state: sendStateOf({ outcome: row.outcome, at }, now),
    status: row.status,
    code: row.code,
    durationMs: row.durationMs,
    method: row.method,
    host: row.host,
    actorName: row.actorName,
    actorKind: row.actorKind,
    domain: { slug: row.slug, name: row.domainName },
    name: row.consumerName,
    path: pathOf(row),
    secrets: row.secrets.map(({ id, version }) => ({ id, version, now: secrets.get(id) ?? null })),
  }
}

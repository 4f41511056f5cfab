import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { positionOf, timeCursor } from '#lib/core/time-cursor.ts'
import { db } from '#lib/db/client.ts'
import { listConnectionReferences } from '#lib/references/list-references.ts'
import { connectionOf } from './connection-of.ts'
import { likeText } from './like-text.ts'
import { namedSecrets } from './named-secrets.ts'
import type { IntegrationDetails, IntegrationListItem, IntegrationPage } from './schema.ts'

const pageSize = 50

const columns = {
  id: true,
  name: true,
  baseUrl: true,
  authKind: true,
  disabledAt: true,
  rowVersion: true,
  updatedAt: true,
  updatedByName: true,
} as const

type Row = Omit<IntegrationListItem, 'updatedAt' | 'requestCount' | 'isDisabled'> & {
  updatedAt: Date
  disabledAt: Date | null
}

type ListQuery = { q?: string | undefined; cursor?: string | undefined; take?: number }

/** The domain's integrations whose name or base URL has `q` in it, last changed first, a page at a time by key. */
export async function listIntegrations(
  permit: Permit<'integration:list'>,
  { q = '', cursor, take = pageSize }: ListQuery,
): Promise<IntegrationPage> {
  const start = positionOf(cursor)
  const contains = likeText(q)
  const rows = await db().integration.findMany({
    where: {
      organizationId: permit.organization.id,
      domainId: permit.domainId,
      AND: [
        contains === ''
          ? {}
          : {
              OR: [
                { name: { contains, mode: 'insensitive' as const } },
                { baseUrl: { contains, mode: 'insensitive' as const } },
              ],
            },
        start ? { OR: [{ updatedAt: { lt: start.at } }, { updatedAt: start.at, id: { lt: start.id } }] } : {},
      ],
    },
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: take + 1,
  })
  const shown = rows.slice(0, take)
  const counts = await requestCounts(
    permit,
    shown.map((row) => row.id),
  )
  const last = rows[take - 1]
  return {
    items: shown.map((row) => itemOf(row, counts)),
    nextCursor: rows.length > take && last ? timeCursor({ at: last.updatedAt, id: last.id }) : null,
  }
}

/** An integration of the permit's domain with its requests, and what is sent through them. Throws `not_found`. */
export async function getIntegration(permit: Permit<'integration:list'>, id: string): Promise<IntegrationDetails> {
  const at = { organizationId: permit.organization.id, domainId: permit.domainId }
  const row = isUuid(id)
    ? await db().integration.findFirst({
        where: { ...at, id },
        select: {
          ...columns,
          authName: true,
          authValue: true,
          defaultHeaders: true,
          requests: {
            select: {
              id: true,
              name: true,
              method: true,
              path: true,
              rowVersion: true,
              updatedAt: true,
              updatedByName: true,
            },
            orderBy: [{ name: 'asc' }, { id: 'asc' }],
            take: 500,
          },
        },
      })
    : null
  if (!row) throw new PosternError('not_found')
  const connection = connectionOf(row)
  const [counts, references, templates] = await Promise.all([
    requestCounts(permit, [id]),
    namedSecrets(permit, listConnectionReferences(connection)),
    db().template.findMany({
      where: { ...at, request: { integrationId: id } },
      select: { id: true, name: true, requestId: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: 500,
    }),
  ])
  return {
    ...itemOf(row, counts),
    connection,
    references,
    requests: row.requests.map((request) => ({ ...request, updatedAt: request.updatedAt.toISOString() })),
    templates: templates.map((template) => ({ ...template, requestId: template.requestId ?? '' })),
  }
}

/** Of these integrations alone: counted beside the rows, all requests of everybody would be. */
async function requestCounts(permit: Permit<'integration:list'>, ids: string[]): Promise<Map<string, number>> {
  const counted = await db().integrationRequest.groupBy({
    by: ['integrationId'],
    where: { organizationId: permit.organization.id, domainId: permit.domainId, integrationId: { in: ids } },
    _count: true,
  })
  return new Map(counted.map(({ integrationId, _count }) => [integrationId, _count]))
}

function itemOf(row: Row, counts: ReadonlyMap<string, number>): IntegrationListItem {
  return {
    id: row.id,
    name: row.name,
    baseUrl: row.baseUrl,
    authKind: row.authKind,
    isDisabled: row.disabledAt !== null,
    requestCount: counts.get(row.id) ?? 0,
    rowVersion: row.rowVersion,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
  }
}

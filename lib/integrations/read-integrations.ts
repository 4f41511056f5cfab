import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Integration } from '#lib/db/generated/client.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { Connection, NameAndValue } from '#lib/references/stored-request.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import type { IntegrationDetails, IntegrationListItem, IntegrationPage, IntegrationRequestDetails } from './schema.ts'

const pageSize = 50
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const columns = {
  id: true,
  name: true,
  baseUrl: true,
  rowVersion: true,
  updatedAt: true,
  updatedByName: true,
  _count: { select: { requests: true } },
} as const

type Row = Omit<IntegrationListItem, 'updatedAt' | 'requestCount'> & { updatedAt: Date; _count: { requests: number } }

/** The domain's integrations, last changed first, a page at a time by key. */
export async function listIntegrations(
  permit: Permit<'integration:list'>,
  { cursor }: { cursor?: string | undefined },
): Promise<IntegrationPage> {
  const [, at, id] = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? '') ?? []
  const where = { organizationId: permit.organization.id, domainId: permit.domainId }
  const rows = await db().integration.findMany({
    where:
      at && id
        ? {
            ...where,
            OR: [{ updatedAt: { lt: new Date(Number(at)) } }, { updatedAt: new Date(Number(at)), id: { lt: id } }],
          }
        : where,
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: pageSize + 1,
  })
  const last = rows[pageSize - 1]
  return {
    items: rows.slice(0, pageSize).map(itemOf),
    nextCursor: rows.length > pageSize && last ? `${last.updatedAt.getTime()}_${last.id}` : null,
  }
}

/** An integration of the permit's domain with its requests. Throws `not_found`. */
export async function getIntegration(permit: Permit<'integration:list'>, id: string): Promise<IntegrationDetails> {
  const row = uuid.test(id)
    ? await db().integration.findFirst({
        where: { organizationId: permit.organization.id, domainId: permit.domainId, id },
        select: {
          ...columns,
          requests: {
            select: { id: true, name: true, method: true, path: true, updatedAt: true, updatedByName: true },
            orderBy: [{ name: 'asc' }, { id: 'asc' }],
            take: 500,
          },
        },
      })
    : null
  if (!row) throw new PosternError('not_found')
  return {
    ...itemOf(row),
    requests: row.requests.map((request) => ({ ...request, updatedAt: request.updatedAt.toISOString() })),
  }
}

/** A request of the permit's domain as it is saved, and how the secrets it names stand now. Throws `not_found`. */
export async function getIntegrationRequest(
  permit: Permit<'integration:list' | 'integration:test'>,
  { integrationId, id }: { integrationId: string; id: string },
): Promise<IntegrationRequestDetails> {
  const organizationId = permit.organization.id
  const row =
    uuid.test(id) && uuid.test(integrationId)
      ? await db().integrationRequest.findFirst({
          where: { organizationId, domainId: permit.domainId, integrationId, id },
          include: { integration: true },
        })
      : null
  if (!row) throw new PosternError('not_found')
  const saved = {
    name: row.name,
    method: row.method,
    path: row.path,
    headers: row.headers as { name: string; value: string }[],
    query: row.query as { name: string; value: string }[],
    bodyType: row.bodyType,
    body: row.body,
    followRedirects: row.followRedirects,
    retries: row.retries,
  }
  const names = [...new Set(listReferences(saved).map((reference) => reference.name.toLowerCase()))]
  const secrets = await db().secret.findMany({
    where: { organizationId, scopeId: { in: [permit.domainId, organizationId] }, nameLower: { in: names } },
    select: { scopeId: true, nameLower: true, archivedAt: true, revokedAt: true, expiresOn: true },
  })
  const statusOf = (name: string) => {
    // The domain's own stands before the organization's, in every state.
    const found = secrets.filter((secret) => secret.nameLower === name)
    const secret = found.find((each) => each.scopeId === permit.domainId) ?? found[0]
    return secret ? secretStatus(secret, permit.organization.timeZone) : null
  }
  return {
    id: row.id,
    integrationId,
    integrationName: row.integration.name,
    integrationVersion: row.integration.rowVersion,
    baseUrl: row.integration.baseUrl,
    connection: connectionOf(row.integration),
    isDisabled: row.integration.disabledAt !== null,
    ...saved,
    rowVersion: row.rowVersion,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
    references: names.map((name) => ({ name, status: statusOf(name) })),
  }
}

/** What an integration adds to its requests, as it is stored. */
export function connectionOf(
  row: Pick<Integration, 'authKind' | 'authName' | 'authValue' | 'defaultHeaders'>,
): Connection {
  return {
    auth: { kind: row.authKind, name: row.authName, value: row.authValue },
    headers: row.defaultHeaders as NameAndValue[],
  }
}

function itemOf(row: Row): IntegrationListItem {
  return {
    id: row.id,
    name: row.name,
    baseUrl: row.baseUrl,
    requestCount: row._count.requests,
    rowVersion: row.rowVersion,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
  }
}

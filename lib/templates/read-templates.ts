import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { positionOf, timeCursor } from '#lib/core/time-cursor.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { likeText } from '#lib/integrations/like-text.ts'
import { namedSecrets } from '#lib/integrations/named-secrets.ts'
import { messageRequest } from '#lib/references/check-message.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { savedTemplate } from './saved-template.ts'
import type { TemplateBodyType, TemplateDetails, TemplateListItem, TemplatePage } from './schema.ts'

const pageSize = 50

const columns = {
  id: true,
  name: true,
  bodyType: true,
  rowVersion: true,
  updatedAt: true,
  updatedByName: true,
  request: {
    select: {
      id: true,
      name: true,
      integration: { select: { id: true, name: true, baseUrl: true, disabledAt: true } },
    },
  },
} as const

type Row = Prisma.TemplateGetPayload<{ select: typeof columns }>

type ListQuery = { q?: string | undefined; cursor?: string | undefined; take?: number }

/** The domain's templates whose name has `q` in it, last changed first, a page at a time by key. */
export async function listTemplates(
  permit: Permit<'template:list'>,
  { q = '', cursor, take = pageSize }: ListQuery,
): Promise<TemplatePage> {
  const start = positionOf(cursor)
  const contains = likeText(q)
  const rows = await db().template.findMany({
    where: {
      organizationId: permit.organization.id,
      domainId: permit.domainId,
      ...(contains !== '' && { name: { contains, mode: 'insensitive' as const } }),
      ...(start && { OR: [{ updatedAt: { lt: start.at } }, { updatedAt: start.at, id: { lt: start.id } }] }),
    },
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: take + 1,
  })
  const last = rows[take - 1]
  return {
    items: rows.slice(0, take).map(itemOf),
    nextCursor: rows.length > take && last ? timeCursor({ at: last.updatedAt, id: last.id }) : null,
  }
}

/** A template of the permit's domain as it is saved, and how the secrets that it names stand now. Throws `not_found`. */
export async function getTemplate(
  permit: Permit<'template:list' | 'template:send'>,
  id: string,
): Promise<TemplateDetails> {
  const row = isUuid(id)
    ? await db().template.findFirst({
        where: { organizationId: permit.organization.id, domainId: permit.domainId, id },
        select: { ...columns, subject: true, body: true, samples: true, requestId: true },
      })
    : null
  if (!row) throw new PosternError('not_found')
  const { subject, body, samples, bodyType } = savedTemplate(row)
  const references = listReferences(messageRequest({ bodyType, body }))
  return { ...itemOf(row), subject, body, samples, references: await namedSecrets(permit, references) }
}

function itemOf({ id, name, bodyType, rowVersion, updatedAt, updatedByName, request }: Row): TemplateListItem {
  return {
    id,
    name,
    bodyType: bodyType as TemplateBodyType,
    delivery: request && {
      requestId: request.id,
      requestName: request.name,
      integrationId: request.integration.id,
      integrationName: request.integration.name,
      host: URL.canParse(request.integration.baseUrl) ? new URL(request.integration.baseUrl).host : '',
      isDisabled: request.integration.disabledAt !== null,
    },
    rowVersion,
    updatedAt: updatedAt.toISOString(),
    updatedByName,
  }
}

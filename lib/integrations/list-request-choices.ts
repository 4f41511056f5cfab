import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import { likeText } from './like-text.ts'
import type { RequestChoices } from './schema.ts'

const mostListed = 100

type ChoicesQuery = { q?: string | undefined; id?: string | undefined }

/**
 * Requests of the permit's domain to choose one of, by the names of integration and request, in which `q` is looked for;
 * with an id, that request alone, or none. At most 100; `isMore` says that a longer search is needed.
 */
export async function listRequestChoices(
  permit: Permit<Permission>,
  { q = '', id }: ChoicesQuery,
): Promise<RequestChoices> {
  if (id !== undefined && !isUuid(id)) return { items: [], isMore: false }
  const contains = { contains: likeText(q), mode: 'insensitive' as const }
  const rows = await db().integrationRequest.findMany({
    where: {
      organizationId: permit.organization.id,
      domainId: permit.domainId,
      ...(id !== undefined && { id }),
      ...(contains.contains !== '' && { OR: [{ name: contains }, { integration: { name: contains } }] }),
    },
    select: {
      id: true,
      name: true,
      method: true,
      integrationId: true,
      integration: { select: { name: true, baseUrl: true, disabledAt: true } },
    },
    orderBy: [{ integration: { name: 'asc' } }, { integrationId: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    take: mostListed + 1,
  })
  return {
    items: rows.slice(0, mostListed).map(({ integration, ...row }) => ({
      ...row,
      integrationName: integration.name,
      host: URL.canParse(integration.baseUrl) ? new URL(integration.baseUrl).host : '',
      isDisabled: integration.disabledAt !== null,
    })),
    isMore: rows.length > mostListed,
  }
}

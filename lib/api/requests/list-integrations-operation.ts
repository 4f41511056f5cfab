import { z } from '#lib/core/zod.ts'
import { firstRequests } from '#lib/integrations/first-requests.ts'
import { listIntegrations } from '#lib/integrations/read-integrations.ts'
import { defineOperation } from '../operation.ts'
import { integrationOf, integrationOut } from './integration-out.ts'
import { placeOfDomainQuery } from './place-of-domain.ts'
import { domainInQuery, pageOfList, searchText } from './schema.ts'

export const listIntegrationsOperation = defineOperation({
  id: 'listIntegrations',
  method: 'get',
  path: '/integrations',
  tag: 'Requests',
  summary: 'List integrations with their first requests',
  description:
    'Of a domain, last changed first, each with its first 20 requests by name. requestCount says how many there are; GET /integrations/{id} has them.',
  scope: 'requests:send',
  kind: 'read',
  permission: 'integration:list',
  errors: [],
  place: placeOfDomainQuery,
  params: z.strictObject({}),
  query: z.strictObject({
    domain: domainInQuery,
    q: searchText.describe('What stands in the name or the base URL.'),
    ...pageOfList,
  }),
  body: null,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(integrationOut), nextCursor: z.string().nullable() }),
    description: 'A page of integrations.',
  },
  run: async (permit, { query: { q, cursor, limit } }) => {
    const { items, nextCursor } = await listIntegrations(permit, { q, cursor, take: limit })
    const requests = await firstRequests(
      permit,
      items.map(({ id }) => id),
    )
    return { data: { items: items.map((item) => integrationOf(item, requests.get(item.id) ?? [])), nextCursor } }
  },
})

import { z } from '#lib/core/zod.ts'
import { listTemplates } from '#lib/templates/read-templates.ts'
import { templateBodyTypes } from '#lib/templates/schema.ts'
import { defineOperation } from '../operation.ts'
import { placeOfDomainQuery } from './place-of-domain.ts'
import { domainInQuery, pageOfList, searchText } from './schema.ts'

const template = z
  .object({
    id: z.uuid(),
    name: z.string(),
    bodyType: z.enum(templateBodyTypes),
    delivery: z
      .object({
        requestId: z.uuid(),
        requestName: z.string(),
        integrationId: z.uuid(),
        integrationName: z.string(),
        host: z.string(),
        isDisabled: z.boolean(),
      })
      .nullable()
      .describe('The request through which it is sent; null: none is chosen.'),
    rowVersion: z.int().describe('For the If-Match of a send.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Template' })

export const listTemplatesOperation = defineOperation({
  id: 'listTemplates',
  method: 'get',
  path: '/templates',
  tag: 'Requests',
  summary: 'List templates',
  description: 'Of a domain, last changed first.',
  scope: 'requests:send',
  kind: 'read',
  permission: 'template:list',
  errors: [],
  place: placeOfDomainQuery,
  params: z.strictObject({}),
  query: z.strictObject({ domain: domainInQuery, q: searchText.describe('What stands in the name.'), ...pageOfList }),
  body: null,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(template), nextCursor: z.string().nullable() }),
    description: 'A page of templates.',
  },
  run: async (permit, { query: { q, cursor, limit } }) => ({
    data: await listTemplates(permit, { q, cursor, take: limit }),
  }),
})

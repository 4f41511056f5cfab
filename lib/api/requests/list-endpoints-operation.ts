import { listEndpoints } from '#lib/allowlist/read-endpoints.ts'
import { encryptions } from '#lib/allowlist/schema.ts'
import { z } from '#lib/core/zod.ts'
import { defineOperation } from '../operation.ts'
import { placeOfDomainQuery } from './place-of-domain.ts'
import { domainInQuery } from './schema.ts'

const endpoint = z
  .object({
    id: z.uuid(),
    name: z.string(),
    hostPattern: z.string(),
    pathPattern: z.string(),
    description: z.string(),
    encryption: z.enum(encryptions),
    keyName: z.string().describe('The secret that is the key; empty without encryption.'),
    keyStatus: z
      .enum(['active', 'expired', 'revoked', 'archived', 'missing'])
      .nullable()
      .describe('Null without encryption.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Endpoint' })

export const listEndpointsOperation = defineOperation({
  id: 'listEndpoints',
  method: 'get',
  path: '/allowlist',
  tag: 'Requests',
  summary: 'List the endpoints of an allowlist',
  description: 'All of a domain, by host and path: at most 500.',
  scope: 'requests:send',
  kind: 'read',
  permission: 'allowlist:list',
  errors: [],
  place: placeOfDomainQuery,
  params: z.strictObject({}),
  query: z.strictObject({ domain: domainInQuery }),
  body: null,
  answer: {
    status: 200,
    schema: z.object({
      items: z.array(endpoint),
      nextCursor: z.null(),
      onlyAllowlisted: z.boolean().describe('The organization’s policy: nothing is sent but to these.'),
    }),
    description: 'The endpoints.',
  },
  run: async (permit) => ({ data: { ...(await listEndpoints(permit)), nextCursor: null } }),
})

import { z } from '#lib/core/zod.ts'
import { db } from '#lib/db/client.ts'
import { describeSecrets } from '#lib/secrets/describe-secrets.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { secretQuery, secretTypes } from '#lib/secrets/schema.ts'
import { defineOperation } from '../operation.ts'
import { placeOfQuery } from './place-of-secret.ts'
import { paged, secretOut, secretStatuses } from './schema.ts'

/** By name, which no change but a rename moves: whoever pages meets each secret once, whatever is edited meanwhile. */
const order = 'name:asc:'
const cursor = /^[a-z0-9_.-]{1,128}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const listSecretsOperation = defineOperation({
  id: 'listSecrets',
  method: 'get',
  path: '/secrets',
  tag: 'Secrets',
  summary: 'List secrets',
  description:
    'The secrets of a domain, or, without one, those of the organization itself, also for a token of a domain: by name. No answer of this API has a value.',
  scope: 'secrets:read',
  kind: 'read',
  permission: 'secret:list',
  errors: ['invalid', 'not_found'],
  place: placeOfQuery,
  params: z.strictObject({}),
  query: z.strictObject({
    domain: z.string().optional().describe('The domain’s slug. Left out: the organization’s own secrets.'),
    q: z.string().optional().describe('Words that stand in name, description, type or allowed domains.'),
    status: z.enum(secretStatuses).optional().describe('Without it: all that are not archived.'),
    type: z.enum(secretTypes).optional(),
    ...paged(cursor),
  }),
  body: null,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(secretOut), nextCursor: z.string().nullable() }),
    description: 'A page of secrets.',
  },
  run: async (permit, { query: { q, status, type, limit, cursor } }) => {
    const query = secretQuery.parse({ q, status, type, sort: 'name' })
    const page = await listSecrets(permit, query, cursor && `${order}${cursor}`, limit)
    const ids = page.items.map(({ id }) => id)
    const nextCursor = page.nextCursor?.slice(order.length) ?? null
    return { data: { items: await describeSecrets(db(), permit, ids), nextCursor } }
  },
})

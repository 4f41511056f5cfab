import { listEntries } from '#lib/changelog/list-entries.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { z } from '#lib/core/zod.ts'
import { logEntryOf, logEntryOut } from '../log-entry.ts'
import { defineOperation } from '../operation.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { paged, secretId } from './schema.ts'

export const listSecretChangesOperation = defineOperation({
  id: 'listSecretChanges',
  method: 'get',
  path: '/secrets/{id}/changes',
  tag: 'Secrets',
  summary: 'List what was done to a secret',
  description:
    'Its change log, newest first. That of a secret of the organization is for a token of the organization. The log of one that is destroyed stands in the activity.',
  scope: 'secrets:read',
  kind: 'read',
  permission: 'secret:history',
  errors: ['invalid', 'not_found'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject(paged(/^[1-9]\d{0,17}$/)),
  body: null,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(logEntryOut), nextCursor: z.string().nullable() }),
    description: 'A page of the log.',
  },
  run: async (permit, { params: { id }, query: { limit, cursor } }) => {
    const query = changeLogQueryOf(new URLSearchParams({ subject: id }))
    const { items, nextCursor } = await listEntries(permit, query, { cursor, take: limit })
    return { data: { items: items.map(logEntryOf), nextCursor } }
  },
})

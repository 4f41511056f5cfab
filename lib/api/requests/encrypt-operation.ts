import { testEndpoint } from '#lib/allowlist/test-endpoint.ts'
import { z } from '#lib/core/zod.ts'
import { defineOperation } from '../operation.ts'
import { assertTokenHolds } from './assert-token-holds.ts'
import { keyErrors } from './key-errors.ts'
import { placeOfRow } from './place-of-row.ts'
import { rowId } from './schema.ts'

const mostTextBytes = 64 * 1024

export const encryptOperation = defineOperation({
  id: 'encrypt',
  method: 'post',
  path: '/allowlist/{id}/encrypt',
  tag: 'Requests',
  summary: 'Encrypt a text with the key of an endpoint',
  description:
    'As the body of a request to the endpoint is encrypted: a JWE in compact serialization (RFC 7516), with alg dir. Nothing is sent. A token of a domain uses keys that are secrets of the domain. 240 a minute.',
  scope: 'requests:send',
  kind: 'send',
  permission: 'allowlist:test',
  errors: keyErrors,
  place: placeOfRow('endpoint'),
  params: rowId,
  query: z.strictObject({}),
  body: z
    .strictObject({
      text: z
        .string()
        .min(1)
        .max(mostTextBytes, 'At most 64 KiB.')
        .refine((text) => Buffer.byteLength(text) <= mostTextBytes, 'At most 64 KiB.')
        .refine((text) => text.isWellFormed(), 'The text has half a character.'),
    })
    .meta({ examples: [{ text: '{"amount":12}' }] }),
  answer: { status: 200, schema: z.object({ envelope: z.string() }), description: 'The envelope.' },
  run: async (permit, { params: { id }, body: { text } }) => {
    await assertTokenHolds(permit)
    const { envelope } = await testEndpoint(permit, { id, text })
    return { data: { envelope } }
  },
})

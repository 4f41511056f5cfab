import { openPasted } from '#lib/allowlist/open-pasted.ts'
import { PosternError } from '#lib/core/errors.ts'
import { z } from '#lib/core/zod.ts'
import { defineOperation } from '../operation.ts'
import { assertTokenHolds } from './assert-token-holds.ts'
import { keyErrors } from './key-errors.ts'
import { placeOfRow } from './place-of-row.ts'
import { rowId } from './schema.ts'

export const decryptOperation = defineOperation({
  id: 'decrypt',
  method: 'post',
  path: '/allowlist/{id}/decrypt',
  tag: 'Requests',
  summary: 'Open an envelope with the key of an endpoint',
  description:
    'As an answer of the endpoint is opened: a JWE in compact serialization (RFC 7516). Whatever does not open to text looks the same. Nothing is sent. 240 a minute.',
  scope: 'requests:send',
  kind: 'send',
  permission: 'allowlist:test',
  errors: keyErrors,
  place: placeOfRow('endpoint'),
  params: rowId,
  query: z.strictObject({}),
  body: z
    .strictObject({
      envelope: z
        .string()
        .trim()
        .min(1)
        .max(128 * 1024, 'At most 128 KiB.'),
    })
    .meta({ examples: [{ envelope: 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..4vTz…' }] }),
  answer: {
    status: 200,
    schema: z.object({
      text: z.string().describe('The key itself, should it stand there, is dots.'),
      contentType: z.string().nullable().describe('What the envelope says of it.'),
    }),
    description: 'What the envelope holds.',
  },
  run: async (permit, { params: { id }, body: { envelope } }) => {
    await assertTokenHolds(permit)
    const { text, contentType } = await openPasted(permit, { id, envelope }).catch(refuseEnvelope)
    return { data: { text, contentType } }
  },
})

/** What was given does not open: no upstream has answered here, whose fault it would be. */
function refuseEnvelope(error: unknown): never {
  if (!(error instanceof PosternError) || error.code !== 'response_not_opened') throw error
  throw new PosternError('invalid', undefined, { fields: { envelope: error.message } })
}

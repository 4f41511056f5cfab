import { z } from '#lib/core/zod.ts'
import { defineOperation } from '../operation.ts'
import { answerOfSecret } from './answer-of-secret.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { secretId, secretOut } from './schema.ts'

export const getSecretOperation = defineOperation({
  id: 'getSecret',
  method: 'get',
  path: '/secrets/{id}',
  tag: 'Secrets',
  summary: 'Get a secret',
  description: 'All but its value. The ETag is what a change of it wants as If-Match.',
  scope: 'secrets:read',
  kind: 'read',
  permission: 'secret:list',
  errors: ['not_found'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject({}),
  body: null,
  answer: { status: 200, schema: secretOut, description: 'The secret.' },
  run: async (permit, { params }) => {
    const { data, rowVersion } = await answerOfSecret(permit, params.id)
    return { data, ...(rowVersion !== undefined && { rowVersion }) }
  },
})

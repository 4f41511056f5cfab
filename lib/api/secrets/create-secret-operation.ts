import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { z } from '#lib/core/zod.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { createSecretInput } from '#lib/secrets/schema.ts'
import { defineOperation } from '../operation.ts'
import { answerOfSecret } from './answer-of-secret.ts'
import { placeOfBody } from './place-of-secret.ts'
import { createSecretBody, secretOut } from './schema.ts'
import { valueOfBody } from './value-of-body.ts'

export const createSecretOperation = defineOperation({
  id: 'createSecret',
  method: 'post',
  path: '/secrets',
  tag: 'Secrets',
  summary: 'Store a secret',
  description: 'The value is encrypted, and no API answers it again.',
  scope: 'secrets:write',
  kind: 'change',
  permission: 'secret:create',
  errors: ['invalid', 'not_found', 'name_taken', 'duplicate_value'],
  place: placeOfBody,
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: createSecretBody,
  answer: { status: 201, schema: secretOut, description: 'The secret, without its value.' },
  run: async (scope, { body }) => {
    const { scope: _, domain: __, type, value, ...given } = body
    const input = createSecretInput.safeParse({
      organization: scope.organization.slug,
      domain: scope.domain?.slug,
      description: '',
      allowedHosts: [],
      expiresOn: null,
      visibility: 'restricted',
      purpose: 'any',
      ...given,
      type,
      value: valueOfBody(type, value),
    })
    if (!input.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(input.error) })
    const { id } = await createSecret(scope, input.data)
    return answerOfSecret(scope, id)
  },
})

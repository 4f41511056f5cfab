import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { z } from '#lib/core/zod.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { lockSecret } from '#lib/secrets/lock-secret.ts'
import { editSecretInput } from '#lib/secrets/schema.ts'
import { dayOf } from '#lib/secrets/secret-status.ts'
import { defineOperation } from '../operation.ts'
import { answerOfSecret } from './answer-of-secret.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { editSecretBody, secretId, secretOut } from './schema.ts'
import { valueOfBody } from './value-of-body.ts'

export const editSecretOperation = defineOperation({
  id: 'editSecret',
  method: 'patch',
  path: '/secrets/{id}',
  tag: 'Secrets',
  summary: 'Change a secret',
  description:
    'What is left out stays. A new value is a version more, and brings a revoked or expired secret back; a revoked one wants allowedHosts with it.',
  scope: 'secrets:write',
  kind: 'change',
  permission: 'secret:edit',
  needsIfMatch: true,
  errors: ['invalid', 'not_found', 'stale_version', 'value_required', 'duplicate_value', 'wrong_state'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject({}),
  body: editSecretBody,
  answer: { status: 200, schema: secretOut, description: 'The secret as it is now.' },
  run: async (scope, { params: { id }, ifMatch, body }) => {
    const { value, ...given } = body
    const stored = await lockSecret(scope, id, ifMatch)
    const input = editSecretInput.safeParse({
      organization: scope.organization.slug,
      domain: scope.domain?.slug,
      id,
      rowVersion: ifMatch,
      description: stored.description,
      expiresOn: stored.expiresOn && dayOf(stored.expiresOn),
      ...given,
      ...(value !== undefined && { value: valueOfBody(stored.type, value) }),
    })
    if (!input.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(input.error) })
    await editSecret(scope, input.data)
    return answerOfSecret(scope, id)
  },
})

import { z } from '#lib/core/zod.ts'
import { makeCurrent } from '#lib/secrets/make-current.ts'
import { defineOperation } from '../operation.ts'
import { answerOfSecret } from './answer-of-secret.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { makeCurrentBody, secretId, secretOut } from './schema.ts'

export const makeCurrentOperation = defineOperation({
  id: 'makeSecretVersionCurrent',
  method: 'post',
  path: '/secrets/{id}/make-current',
  tag: 'Secrets',
  summary: 'Make an earlier value current again',
  description: 'It is encrypted anew, with the allowed domains that it had, as a version more.',
  scope: 'secrets:write',
  kind: 'change',
  permission: 'secret:edit',
  needsIfMatch: true,
  errors: ['invalid', 'not_found', 'stale_version', 'wrong_state'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject({}),
  body: makeCurrentBody,
  answer: { status: 200, schema: secretOut, description: 'The secret as it is now.' },
  run: async (scope, { params: { id }, body: { version }, ifMatch }) => {
    const place = { organization: scope.organization.slug, domain: scope.domain?.slug }
    await makeCurrent(scope, { ...place, id, rowVersion: ifMatch, version })
    return answerOfSecret(scope, id)
  },
})

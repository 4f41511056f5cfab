import { consumers } from '#lib/consumers/consumers.ts'
import { z } from '#lib/core/zod.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { defineOperation } from '../operation.ts'
import { answerOfSecret } from './answer-of-secret.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { renameSecretBody, secretId, secretOut } from './schema.ts'

export const renameSecretOperation = defineOperation({
  id: 'renameSecret',
  method: 'post',
  path: '/secrets/{id}/rename',
  tag: 'Secrets',
  summary: 'Rename a secret of the organization',
  description:
    'Every stored reference to it is rewritten, and the old name stays reserved for 90 days. Programs that send the old name are not rewritten. A domain’s alias is fixed: not_found.',
  scope: 'secrets:write',
  kind: 'change',
  permission: 'secret:rename',
  needsIfMatch: true,
  errors: ['invalid', 'not_found', 'stale_version', 'wrong_state', 'name_taken'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject({}),
  body: renameSecretBody,
  answer: { status: 200, schema: secretOut, description: 'The secret as it is now.' },
  run: async (scope, { params: { id }, body: { name }, ifMatch }) => {
    const { slug: organization } = scope.organization
    await renameSecret(scope, { organization, id, rowVersion: ifMatch, name }, consumers)
    return answerOfSecret(scope, id)
  },
})

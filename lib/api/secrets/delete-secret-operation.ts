import { PosternError } from '#lib/core/errors.ts'
import { z } from '#lib/core/zod.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { defineOperation } from '../operation.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { secretId } from './schema.ts'

const wrongName =
  'This secret is in use, or this is not its name. Confirm with its name, ?confirm=NAME, to destroy it all the same.'

export const deleteSecretOperation = defineOperation({
  id: 'deleteSecret',
  method: 'delete',
  path: '/secrets/{id}',
  tag: 'Secrets',
  summary: 'Destroy a secret',
  description:
    'Its value and all its versions are destroyed for ever; its log stays. To keep the way back, archive it instead.',
  scope: 'secrets:write',
  kind: 'change',
  permission: 'secret:delete',
  needsIfMatch: true,
  errors: ['invalid', 'not_found', 'stale_version'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject({
    confirm: z.string().max(200).optional().describe('Its name. Needed where stored requests refer to it.'),
  }),
  body: null,
  answer: { status: 204, description: 'It is destroyed.' },
  run: async (scope, { params: { id }, query: { confirm }, ifMatch }) => {
    const place = { organization: scope.organization.slug, domain: scope.domain?.slug }
    try {
      await deleteSecret(scope, { ...place, id, rowVersion: ifMatch, confirmation: confirm })
    } catch (error) {
      // The form calls it otherwise.
      if (!(error instanceof PosternError && error.fields.confirmation !== undefined)) throw error
      throw new PosternError('invalid', 'Nothing was deleted.', { fields: { confirm: wrongName } })
    }
    return { data: null }
  },
})

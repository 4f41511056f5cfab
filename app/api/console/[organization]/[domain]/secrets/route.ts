import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { secretQuery } from '#lib/secrets/schema.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'secret:list' }, async (permit, { query }) =>
  listSecrets(permit, secretQuery.parse(Object.fromEntries(query)), query.get('cursor')),
)

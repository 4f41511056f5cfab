import { countSecrets } from '#lib/secrets/count-secrets.ts'
import { secretQuery } from '#lib/secrets/schema.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'secret:list' }, async (permit, { query }) =>
  countSecrets(permit, secretQuery.parse(Object.fromEntries(query))),
)

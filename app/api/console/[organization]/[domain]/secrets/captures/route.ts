import { consumers } from '#lib/consumers/consumers.ts'
import { captures } from '#lib/secrets/captures.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'secret:list' }, async (permit, { query }) =>
  captures(permit, query.get('name') ?? '', consumers),
)

import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'secret:list' }, async (permit, { query }) =>
  listSecrets(permit, { q: query.get('q') ?? undefined, cursor: query.get('cursor') ?? undefined }),
)

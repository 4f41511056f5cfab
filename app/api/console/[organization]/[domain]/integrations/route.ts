import { listIntegrations } from '#lib/integrations/read-integrations.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'integration:list' }, async (permit, { query }) =>
  listIntegrations(permit, { q: query.get('q') ?? undefined, cursor: query.get('cursor') ?? undefined }),
)

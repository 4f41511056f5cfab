import { listRequestChoices } from '#lib/integrations/list-request-choices.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'integration:list' }, async (permit, { query }) =>
  listRequestChoices(permit, { q: query.get('q') ?? undefined, id: query.get('id') ?? undefined }),
)

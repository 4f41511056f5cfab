import { listChoices } from '#lib/choices/list-choices.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'secret:list' }, async (permit, { query }) =>
  listChoices(permit, {
    q: query.get('q') ?? '',
    purpose: query.get('purpose') === 'webhook' ? 'webhook' : 'integration',
    host: query.get('host'),
  }),
)

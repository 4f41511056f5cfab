import { defineRoute } from '#lib/server/define-route.ts'
import { listTemplates } from '#lib/templates/read-templates.ts'

export const GET = defineRoute({ permission: 'template:list' }, async (permit, { query }) =>
  listTemplates(permit, { q: query.get('q') ?? undefined, cursor: query.get('cursor') ?? undefined }),
)

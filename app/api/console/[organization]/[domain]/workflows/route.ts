import { defineRoute } from '#lib/server/define-route.ts'
import { listWorkflows } from '#lib/workflows/read-workflows.ts'

export const GET = defineRoute({ permission: 'workflow:list' }, async (permit, { query }) =>
  listWorkflows(permit, { q: query.get('q') ?? undefined, cursor: query.get('cursor') ?? undefined }),
)

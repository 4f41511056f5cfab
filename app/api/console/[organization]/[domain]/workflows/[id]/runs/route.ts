import { defineRoute } from '#lib/server/define-route.ts'
import { listRuns } from '#lib/workflows/read-runs.ts'

type Params = { organization: string; domain: string; id: string }

export const GET = defineRoute<'workflow:list', Params>(
  { permission: 'workflow:list' },
  async (permit, { params, query }) =>
    listRuns(permit, params.id, { state: query.get('state') ?? undefined, cursor: query.get('cursor') ?? undefined }),
)

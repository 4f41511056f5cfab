import { defineRoute } from '#lib/server/define-route.ts'
import { getRun } from '#lib/workflows/read-runs.ts'

type Params = { organization: string; domain: string; id: string; runId: string }

export const GET = defineRoute<'workflow:list', Params>({ permission: 'workflow:list' }, async (permit, { params }) =>
  getRun(permit, { workflowId: params.id, runId: params.runId }),
)

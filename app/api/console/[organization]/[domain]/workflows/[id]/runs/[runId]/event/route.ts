import { defineRoute } from '#lib/server/define-route.ts'
import { getRunEvent } from '#lib/workflows/read-runs.ts'

type Params = { organization: string; domain: string; id: string; runId: string }

export const GET = defineRoute<'workflow:list', Params>({ permission: 'workflow:list' }, async (permit, { params }) =>
  getRunEvent(permit, { workflowId: params.id, runId: params.runId }),
)

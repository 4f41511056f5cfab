import { defineRoute } from '#lib/server/define-route.ts'
import { getRunExchange } from '#lib/workflows/read-runs.ts'

type Params = { organization: string; domain: string; id: string; runId: string; position: string }

export const GET = defineRoute<'workflow:list', Params>({ permission: 'workflow:list' }, async (permit, { params }) =>
  getRunExchange(permit, { workflowId: params.id, runId: params.runId, position: params.position }),
)

import { defineRoute } from '#lib/server/define-route.ts'
import { getWorkflow } from '#lib/workflows/read-workflows.ts'

type Params = { organization: string; domain: string; id: string }

export const GET = defineRoute<'workflow:list', Params>({ permission: 'workflow:list' }, async (permit, { params }) =>
  getWorkflow(permit, params.id),
)

import { defineRoute } from '#lib/server/define-route.ts'
import { getVariable } from '#lib/variables/read-variables.ts'

type Params = { organization: string; domain: string; id: string }

export const GET = defineRoute<'variable:list', Params>({ permission: 'variable:list' }, async (permit, { params }) =>
  getVariable(permit, params.id),
)

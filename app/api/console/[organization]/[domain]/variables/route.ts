import { defineRoute } from '#lib/server/define-route.ts'
import { listVariables } from '#lib/variables/read-variables.ts'

export const GET = defineRoute({ permission: 'variable:list' }, async (permit) => listVariables(permit))

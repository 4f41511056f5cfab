import { defineRoute } from '#lib/server/define-route.ts'
import { listTokens } from '#lib/tokens/list-tokens.ts'

export const GET = defineRoute({ permission: 'token:list' }, async (permit) => listTokens(permit))

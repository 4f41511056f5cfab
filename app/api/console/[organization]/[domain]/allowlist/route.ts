import { listEndpoints } from '#lib/allowlist/read-endpoints.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'allowlist:list' }, async (permit) => listEndpoints(permit))

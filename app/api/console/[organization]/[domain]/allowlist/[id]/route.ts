import { getEndpoint } from '#lib/allowlist/read-endpoints.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; domain: string; id: string }

export const GET = defineRoute<'allowlist:list', Params>({ permission: 'allowlist:list' }, async (permit, { params }) =>
  getEndpoint(permit, params.id),
)

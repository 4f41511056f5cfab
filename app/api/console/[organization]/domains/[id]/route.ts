import { readDomain } from '#lib/domains/read-domains.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; id: string }

export const GET = defineRoute<'domain:list', Params>({ permission: 'domain:list' }, async (permit, { params }) =>
  readDomain(permit, params.id),
)

import { listDomains } from '#lib/domains/read-domains.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'domain:list' }, async (permit) => listDomains(permit))

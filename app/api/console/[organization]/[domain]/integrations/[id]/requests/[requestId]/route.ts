import { getIntegrationRequest } from '#lib/integrations/read-request.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; domain: string; id: string; requestId: string }

export const GET = defineRoute<'integration:list', Params>(
  { permission: 'integration:list' },
  async (permit, { params }) => getIntegrationRequest(permit, { integrationId: params.id, id: params.requestId }),
)

import { consumers } from '#lib/consumers/consumers.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; id: string }

export const GET = defineRoute<'secret:list', Params>({ permission: 'secret:list' }, async (permit, { params }) =>
  getSecret(permit, params.id, consumers),
)

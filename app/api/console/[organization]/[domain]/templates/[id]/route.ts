import { defineRoute } from '#lib/server/define-route.ts'
import { getTemplate } from '#lib/templates/read-templates.ts'

type Params = { organization: string; domain: string; id: string }

export const GET = defineRoute<'template:list', Params>({ permission: 'template:list' }, async (permit, { params }) =>
  getTemplate(permit, params.id),
)

import { getMember } from '#lib/members/get-member.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; id: string }

export const GET = defineRoute<'member:list', Params>({ permission: 'member:list' }, async (permit, { params }) =>
  getMember(permit, params.id),
)

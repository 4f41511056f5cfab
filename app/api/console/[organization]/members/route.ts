import { listMembers } from '#lib/members/list-members.ts'
import { memberQueryOf } from '#lib/members/schema.ts'
import { defineRoute } from '#lib/server/define-route.ts'

export const GET = defineRoute({ permission: 'member:list' }, async (permit, { query }) =>
  listMembers(permit, memberQueryOf(query), query.get('cursor')),
)

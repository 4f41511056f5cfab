import { listChanges } from '#lib/changelog/list-changes.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; domain: string; id: string }

export const GET = defineRoute<'secret:history', Params>(
  { permission: 'secret:history' },
  async (permit, { params, query }) =>
    listChanges(permit, { secretId: params.id, cursor: query.get('cursor') ?? undefined }),
)

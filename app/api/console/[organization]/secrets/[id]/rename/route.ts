import { consumers } from '#lib/consumers/consumers.ts'
import { previewRename } from '#lib/secrets/preview-rename.ts'
import { defineRoute } from '#lib/server/define-route.ts'

type Params = { organization: string; id: string }

export const GET = defineRoute<'secret:rename', Params>(
  { permission: 'secret:rename' },
  async (permit, { params, query }) =>
    previewRename(permit, { id: params.id, name: query.get('name') ?? '' }, consumers),
)

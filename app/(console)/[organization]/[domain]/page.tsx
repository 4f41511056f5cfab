import { redirect } from 'next/navigation'
import { pagePath } from '#components/data/paths.ts'
import { definePage } from '#lib/server/define-page.ts'

/** A domain's address without a page leads to its integrations. */
export default definePage({ permission: 'domain:view' }, async (_, { params }) =>
  redirect(pagePath(params, 'integrations')),
)

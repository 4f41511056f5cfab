import { redirect } from 'next/navigation'
import { securityPath } from '#components/data/paths.ts'
import { definePage } from '#lib/server/define-page.ts'

/** Domain Settings open on their first tab. */
export default definePage({ permission: 'domain:view' }, async (_, { params }) => redirect(securityPath(params)))

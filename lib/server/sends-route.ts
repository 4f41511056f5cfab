import type { Permit } from '#lib/access/permit.ts'
import { listSends } from '#lib/usages/list-sends.ts'
import { sendQueryOf } from '#lib/usages/schema.ts'
import { defineRoute } from './define-route.ts'

const mostAtOnce = 50

/** GET route of sends, a page at a time: of a domain, or of all that this person administers. `take`: fewer at once. */
export const sendsRoute = defineRoute({ permission: 'sends:list' }, async (permit: Permit<'sends:list'>, { query }) => {
  const take = Number.parseInt(query.get('take') ?? '', 10)
  return listSends(permit, sendQueryOf(query), {
    cursor: query.get('cursor'),
    take: take >= 1 && take < mostAtOnce ? take : mostAtOnce,
  })
})

import { defineRoute } from '#lib/server/define-route.ts'
import { listStops } from '#lib/stops/list-stops.ts'

export const GET = defineRoute({ permission: 'organization:view' }, async (permit) => listStops(permit))

import { activityRoutes } from '#lib/server/change-log-routes.ts'

export const GET = activityRoutes.list

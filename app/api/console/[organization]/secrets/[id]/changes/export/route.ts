import { secretLogRoutes } from '#lib/server/change-log-routes.ts'

export const GET = secretLogRoutes.file

import { exportRoute } from '#lib/server/export-route.ts'

export const GET = exportRoute

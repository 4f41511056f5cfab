import { sendsRoute } from '#lib/server/sends-route.ts'

export const GET = sendsRoute

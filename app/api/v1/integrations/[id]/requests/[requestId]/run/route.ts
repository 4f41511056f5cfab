import { runRequestOperation } from '#lib/api/requests/run-request-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(runRequestOperation)

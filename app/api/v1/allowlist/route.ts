import { listEndpointsOperation } from '#lib/api/requests/list-endpoints-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listEndpointsOperation)

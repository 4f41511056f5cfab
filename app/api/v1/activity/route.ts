import { listActivityOperation } from '#lib/api/requests/list-activity-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listActivityOperation)

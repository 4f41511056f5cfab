import { listTemplatesOperation } from '#lib/api/requests/list-templates-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listTemplatesOperation)

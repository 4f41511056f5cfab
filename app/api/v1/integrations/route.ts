import { listIntegrationsOperation } from '#lib/api/requests/list-integrations-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listIntegrationsOperation)

import { getIntegrationOperation } from '#lib/api/requests/get-integration-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(getIntegrationOperation)

import { routesOf } from '#lib/api/routes-of.ts'
import { listSecretChangesOperation } from '#lib/api/secrets/list-changes-operation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listSecretChangesOperation)

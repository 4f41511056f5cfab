import { routesOf } from '#lib/api/routes-of.ts'
import { renameSecretOperation } from '#lib/api/secrets/rename-secret-operation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(renameSecretOperation)

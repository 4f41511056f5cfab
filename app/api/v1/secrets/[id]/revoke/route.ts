import { routesOf } from '#lib/api/routes-of.ts'
import { revokeSecretOperation } from '#lib/api/secrets/change-state-operations.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(revokeSecretOperation)

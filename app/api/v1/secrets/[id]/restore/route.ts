import { routesOf } from '#lib/api/routes-of.ts'
import { restoreSecretOperation } from '#lib/api/secrets/change-state-operations.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(restoreSecretOperation)

import { routesOf } from '#lib/api/routes-of.ts'
import { listSecretUsagesOperation } from '#lib/api/secrets/list-usages-operation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listSecretUsagesOperation)

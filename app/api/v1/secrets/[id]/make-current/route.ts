import { routesOf } from '#lib/api/routes-of.ts'
import { makeCurrentOperation } from '#lib/api/secrets/make-current-operation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(makeCurrentOperation)

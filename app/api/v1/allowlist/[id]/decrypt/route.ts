import { decryptOperation } from '#lib/api/requests/decrypt-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(decryptOperation)

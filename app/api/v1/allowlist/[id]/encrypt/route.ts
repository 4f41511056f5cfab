import { encryptOperation } from '#lib/api/requests/encrypt-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(encryptOperation)

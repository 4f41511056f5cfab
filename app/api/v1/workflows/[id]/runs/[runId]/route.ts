import { getRunOperation } from '#lib/api/requests/get-run-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(getRunOperation)

import { listWorkflowsOperation } from '#lib/api/requests/list-workflows-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listWorkflowsOperation)

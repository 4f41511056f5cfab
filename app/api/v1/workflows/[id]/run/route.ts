import { runWorkflowOperation } from '#lib/api/requests/run-workflow-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(runWorkflowOperation)

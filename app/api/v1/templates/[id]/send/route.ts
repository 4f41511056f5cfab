import { sendTemplateOperation } from '#lib/api/requests/send-template-operation.ts'
import { routesOf } from '#lib/api/routes-of.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(sendTemplateOperation)

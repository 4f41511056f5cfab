import type { Operation } from '../operation.ts'
import { decryptOperation } from './decrypt-operation.ts'
import { encryptOperation } from './encrypt-operation.ts'
import { getIntegrationOperation } from './get-integration-operation.ts'
import { getRunOperation } from './get-run-operation.ts'
import { listActivityOperation } from './list-activity-operation.ts'
import { listEndpointsOperation } from './list-endpoints-operation.ts'
import { listIntegrationsOperation } from './list-integrations-operation.ts'
import { listTemplatesOperation } from './list-templates-operation.ts'
import { listWorkflowsOperation } from './list-workflows-operation.ts'
import { runRequestOperation } from './run-request-operation.ts'
import { runWorkflowOperation } from './run-workflow-operation.ts'
import { sendOperation } from './send-operation.ts'
import { sendTemplateOperation } from './send-template-operation.ts'

/** What the API sends and runs, and what it lists for that. */
export const requestOperations: Operation[] = [
  sendOperation,
  listIntegrationsOperation,
  getIntegrationOperation,
  runRequestOperation,
  listWorkflowsOperation,
  runWorkflowOperation,
  getRunOperation,
  listTemplatesOperation,
  sendTemplateOperation,
  listEndpointsOperation,
  encryptOperation,
  decryptOperation,
  listActivityOperation,
]

import type { Operation } from '../operation.ts'
import { archiveSecretOperation, restoreSecretOperation, revokeSecretOperation } from './change-state-operations.ts'
import { createSecretOperation } from './create-secret-operation.ts'
import { deleteSecretOperation } from './delete-secret-operation.ts'
import { editSecretOperation } from './edit-secret-operation.ts'
import { getSecretOperation } from './get-secret-operation.ts'
import { listSecretChangesOperation } from './list-changes-operation.ts'
import { listSecretsOperation } from './list-secrets-operation.ts'
import { listSecretUsagesOperation } from './list-usages-operation.ts'
import { makeCurrentOperation } from './make-current-operation.ts'
import { renameSecretOperation } from './rename-secret-operation.ts'

/** The operations of secrets. None reveals, exports or imports one: that is for people alone. */
export const secretOperations: readonly Operation[] = [
  listSecretsOperation,
  createSecretOperation,
  getSecretOperation,
  editSecretOperation,
  deleteSecretOperation,
  revokeSecretOperation,
  archiveSecretOperation,
  restoreSecretOperation,
  makeCurrentOperation,
  renameSecretOperation,
  listSecretChangesOperation,
  listSecretUsagesOperation,
]

import { routesOf } from '#lib/api/routes-of.ts'
import { deleteSecretOperation } from '#lib/api/secrets/delete-secret-operation.ts'
import { editSecretOperation } from '#lib/api/secrets/edit-secret-operation.ts'
import { getSecretOperation } from '#lib/api/secrets/get-secret-operation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(
  getSecretOperation,
  editSecretOperation,
  deleteSecretOperation,
)

import { routesOf } from '#lib/api/routes-of.ts'
import { createSecretOperation } from '#lib/api/secrets/create-secret-operation.ts'
import { listSecretsOperation } from '#lib/api/secrets/list-secrets-operation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listSecretsOperation, createSecretOperation)

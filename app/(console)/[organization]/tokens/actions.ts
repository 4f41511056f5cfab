'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { createToken } from '#lib/tokens/create-token.ts'
import { revokeToken } from '#lib/tokens/revoke-token.ts'
import { createTokenInput, revokeTokenInput } from '#lib/tokens/schema.ts'

export const createTokenAction = defineAction(
  { kind: 'change', permission: 'token:create', input: createTokenInput },
  async (scope, input) => createToken(scope, input),
)

export const revokeTokenAction = defineAction(
  { kind: 'change', permission: 'token:revoke', input: revokeTokenInput },
  async (scope, input) => revokeToken(scope, input),
)

'use server'

import { createIntegration, updateIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import {
  createIntegrationInput,
  createIntegrationRequestInput,
  testIntegrationRequestInput,
  updateIntegrationInput,
  updateIntegrationRequestInput,
} from '#lib/integrations/schema.ts'
import { testIntegrationRequest } from '#lib/integrations/test-request.ts'
import { defineAction } from '#lib/server/define-action.ts'

export const createIntegrationAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: createIntegrationInput },
  async (scope, input) => createIntegration(scope, input),
)

export const updateIntegrationAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: updateIntegrationInput },
  async (scope, input) => updateIntegration(scope, input),
)

export const createIntegrationRequestAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: createIntegrationRequestInput },
  async (scope, input) => createIntegrationRequest(scope, input),
)

export const updateIntegrationRequestAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: updateIntegrationRequestInput },
  async (scope, input) => updateIntegrationRequest(scope, input),
)

export const testIntegrationRequestAction = defineAction(
  { kind: 'send', permission: 'integration:test', input: testIntegrationRequestInput },
  async (permit, input) => testIntegrationRequest(permit, input),
)

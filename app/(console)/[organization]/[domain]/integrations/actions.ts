'use server'

import { deleteIntegration } from '#lib/integrations/delete-integration.ts'
import { deleteIntegrationRequest } from '#lib/integrations/delete-request.ts'
import { disableIntegration } from '#lib/integrations/disable-integration.ts'
import { duplicateIntegration } from '#lib/integrations/duplicate-integration.ts'
import { duplicateIntegrationRequest } from '#lib/integrations/duplicate-request.ts'
import { createIntegration, updateIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import {
  createIntegrationInput,
  createIntegrationRequestInput,
  deleteIntegrationInput,
  deleteIntegrationRequestInput,
  disableIntegrationInput,
  duplicateIntegrationInput,
  duplicateIntegrationRequestInput,
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

export const disableIntegrationAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: disableIntegrationInput },
  async (scope, input) => disableIntegration(scope, input),
)

export const duplicateIntegrationAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: duplicateIntegrationInput },
  async (scope, input) => duplicateIntegration(scope, input),
)

export const deleteIntegrationAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: deleteIntegrationInput },
  async (scope, input) => deleteIntegration(scope, input),
)

export const createIntegrationRequestAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: createIntegrationRequestInput },
  async (scope, input) => createIntegrationRequest(scope, input),
)

export const updateIntegrationRequestAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: updateIntegrationRequestInput },
  async (scope, input) => updateIntegrationRequest(scope, input),
)

export const duplicateIntegrationRequestAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: duplicateIntegrationRequestInput },
  async (scope, input) => duplicateIntegrationRequest(scope, input),
)

export const deleteIntegrationRequestAction = defineAction(
  { kind: 'change', permission: 'integration:edit', input: deleteIntegrationRequestInput },
  async (scope, input) => deleteIntegrationRequest(scope, input),
)

export const testIntegrationRequestAction = defineAction(
  { kind: 'send', permission: 'integration:test', input: testIntegrationRequestInput },
  async (permit, input) => testIntegrationRequest(permit, input),
)

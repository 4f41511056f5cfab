'use server'

import { openPasted } from '#lib/allowlist/open-pasted.ts'
import { createEndpoint, deleteEndpoint, updateEndpoint } from '#lib/allowlist/save-endpoint.ts'
import {
  createEndpointInput,
  deleteEndpointInput,
  openAnswerInput,
  testEndpointInput,
  updateEndpointInput,
} from '#lib/allowlist/schema.ts'
import { testEndpoint } from '#lib/allowlist/test-endpoint.ts'
import { defineAction } from '#lib/server/define-action.ts'

export const createEndpointAction = defineAction(
  { kind: 'change', permission: 'allowlist:edit', input: createEndpointInput },
  async (scope, input) => createEndpoint(scope, input),
)

export const updateEndpointAction = defineAction(
  { kind: 'change', permission: 'allowlist:edit', input: updateEndpointInput },
  async (scope, input) => updateEndpoint(scope, input),
)

export const deleteEndpointAction = defineAction(
  { kind: 'change', permission: 'allowlist:edit', input: deleteEndpointInput },
  async (scope, input) => deleteEndpoint(scope, input),
)

export const testEndpointAction = defineAction(
  { kind: 'send', permission: 'allowlist:test', input: testEndpointInput },
  async (permit, input) => testEndpoint(permit, input),
)

export const openAnswerAction = defineAction(
  { kind: 'send', permission: 'allowlist:test', input: openAnswerInput },
  async (permit, input) => openPasted(permit, input),
)

'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { cancelRun } from '#lib/workflows/cancel-run.ts'
import { deleteWorkflow } from '#lib/workflows/delete-workflow.ts'
import { disableWorkflow } from '#lib/workflows/disable-workflow.ts'
import { duplicateWorkflow } from '#lib/workflows/duplicate-workflow.ts'
import { renewHook } from '#lib/workflows/renew-hook.ts'
import { runWorkflow } from '#lib/workflows/run-workflow.ts'
import { createWorkflow, updateWorkflow } from '#lib/workflows/save-workflow.ts'
import {
  cancelRunInput,
  createWorkflowInput,
  deleteWorkflowInput,
  disableWorkflowInput,
  duplicateWorkflowInput,
  renewHookInput,
  runWorkflowInput,
  updateWorkflowInput,
} from '#lib/workflows/schema.ts'

export const createWorkflowAction = defineAction(
  { kind: 'change', permission: 'workflow:edit', input: createWorkflowInput },
  async (scope, input) => createWorkflow(scope, input),
)

export const updateWorkflowAction = defineAction(
  { kind: 'change', permission: 'workflow:edit', input: updateWorkflowInput },
  async (scope, input) => updateWorkflow(scope, input),
)

export const duplicateWorkflowAction = defineAction(
  { kind: 'change', permission: 'workflow:edit', input: duplicateWorkflowInput },
  async (scope, input) => duplicateWorkflow(scope, input),
)

export const disableWorkflowAction = defineAction(
  { kind: 'change', permission: 'workflow:edit', input: disableWorkflowInput },
  async (scope, input) => disableWorkflow(scope, input),
)

export const renewHookAction = defineAction(
  { kind: 'change', permission: 'workflow:edit', input: renewHookInput },
  async (scope, input) => renewHook(scope, input),
)

export const deleteWorkflowAction = defineAction(
  { kind: 'change', permission: 'workflow:edit', input: deleteWorkflowInput },
  async (scope, input) => deleteWorkflow(scope, input),
)

export const runWorkflowAction = defineAction(
  { kind: 'send', permission: 'workflow:run', input: runWorkflowInput },
  async (permit, input) => runWorkflow(permit, input),
)

export const cancelRunAction = defineAction(
  { kind: 'send', permission: 'workflow:run', input: cancelRunInput },
  async (permit, input) => cancelRun(permit, input),
)

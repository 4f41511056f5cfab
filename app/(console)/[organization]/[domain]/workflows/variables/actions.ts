'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { createVariable, deleteVariable, updateVariable } from '#lib/variables/save-variable.ts'
import { createVariableInput, deleteVariableInput, updateVariableInput } from '#lib/variables/schema.ts'

export const createVariableAction = defineAction(
  { kind: 'change', permission: 'variable:edit', input: createVariableInput },
  async (scope, input) => createVariable(scope, input),
)

export const updateVariableAction = defineAction(
  { kind: 'change', permission: 'variable:edit', input: updateVariableInput },
  async (scope, input) => updateVariable(scope, input),
)

export const deleteVariableAction = defineAction(
  { kind: 'change', permission: 'variable:edit', input: deleteVariableInput },
  async (scope, input) => deleteVariable(scope, input),
)

'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { deleteTemplate } from '#lib/templates/delete-template.ts'
import { duplicateTemplate } from '#lib/templates/duplicate-template.ts'
import { createTemplate, updateTemplate } from '#lib/templates/save-template.ts'
import {
  createTemplateInput,
  deleteTemplateInput,
  duplicateTemplateInput,
  sendTemplateInput,
  updateTemplateInput,
} from '#lib/templates/schema.ts'
import { sendTemplate } from '#lib/templates/send-template.ts'

export const createTemplateAction = defineAction(
  { kind: 'change', permission: 'template:edit', input: createTemplateInput },
  async (scope, input) => createTemplate(scope, input),
)

export const updateTemplateAction = defineAction(
  { kind: 'change', permission: 'template:edit', input: updateTemplateInput },
  async (scope, input) => updateTemplate(scope, input),
)

export const duplicateTemplateAction = defineAction(
  { kind: 'change', permission: 'template:edit', input: duplicateTemplateInput },
  async (scope, input) => duplicateTemplate(scope, input),
)

export const deleteTemplateAction = defineAction(
  { kind: 'change', permission: 'template:edit', input: deleteTemplateInput },
  async (scope, input) => deleteTemplate(scope, input),
)

export const sendTemplateAction = defineAction(
  { kind: 'send', permission: 'template:send', input: sendTemplateInput },
  async (permit, input) => sendTemplate(permit, input),
)

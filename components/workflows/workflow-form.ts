import type { Resolver } from 'react-hook-form'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { createWorkflowInput, type WorkflowDetails, workflowHookInput } from '#lib/workflows/schema.ts'

/** A workflow while it is edited, but for its steps. */
export type WorkflowFields = {
  name: string
  description: string
  keepRunsDays: number
  hasHook: boolean
  keyName: string
  keyPart: string | null
}

export type WorkflowTab = 'steps' | 'hook' | 'runs' | 'settings'

/** What the editor starts with: the saved workflow, or an empty one. */
export const workflowFieldsOf = (saved: WorkflowDetails | null): WorkflowFields => ({
  name: saved?.name ?? '',
  description: saved?.description ?? '',
  keepRunsDays: saved?.keepRunsDays ?? 30,
  hasHook: saved?.hook !== null && saved !== null,
  keyName: saved?.hook?.keyName ?? '',
  keyPart: saved?.hook?.keyPart ?? null,
})

/** What is stored of the inbound webhook; null: there is none. */
export const hookOf = ({ hasHook, keyName, keyPart }: WorkflowFields) => (hasHook ? { keyName, keyPart } : null)

const own = createWorkflowInput.pick({ name: true, description: true, keepRunsDays: true })

/** Judges all but the steps as the server will. */
export const workflowResolver: Resolver<WorkflowFields> = async (fields) => {
  const parsed = own.safeParse(fields)
  const hook = fields.hasHook ? workflowHookInput.safeParse(hookOf(fields)) : null
  const problems = {
    ...(parsed.success ? {} : fieldErrorsOf(parsed.error)),
    ...(hook && !hook.success ? fieldErrorsOf(hook.error) : {}),
  }
  if (Object.keys(problems).length === 0) return { values: fields, errors: {} }
  const errors = Object.entries(problems).map(([field, message]) => [field, { type: 'invalid', message }])
  return { values: {}, errors: Object.fromEntries(errors) }
}

/** A field of the server's answer as this form names it: `hook.keyName` is `keyName`. */
export const formFieldOf = (field: string): keyof WorkflowFields | null => {
  const name = field.replace(/^hook\./, '')
  return name in emptyFields ? (name as keyof WorkflowFields) : null
}

const emptyFields = workflowFieldsOf(null)

/** The tab that a field stands on; null: above the tabs. */
export function tabOfWorkflowField(field: string): WorkflowTab | null {
  if (field === 'keyName' || field === 'keyPart' || field === 'hasHook') return 'hook'
  return field === 'description' || field === 'keepRunsDays' ? 'settings' : null
}

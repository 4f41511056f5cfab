import type { HeldWorkflow } from './hold-workflow.ts'
import { textOfStep } from './stored-step.ts'
import type { SavedWorkflow } from './workflow-details.ts'

/** What a workflow says, as its rows have it. */
export const savedWorkflow = (row: HeldWorkflow): SavedWorkflow => ({
  name: row.name,
  description: row.description,
  keepRunsDays: row.keepRunsDays,
  hook: row.hookId === null ? null : { keyName: row.hookKeyName, keyPart: row.hookKeyPart },
  steps: row.steps.map((step) => ({ id: step.id, ...textOfStep(step) })),
})

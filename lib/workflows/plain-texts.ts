import { plainTextsOf } from '#lib/integrations/plain-texts.ts'
import type { PlainText } from '#lib/secrets/notice-credentials.ts'
import type { SavedWorkflow } from './workflow-details.ts'

/** The texts of a workflow that are kept as they were typed, by the fields of its form, with what is saved of each now. */
export function plainTextsOfWorkflow(workflow: SavedWorkflow, saved: SavedWorkflow | null): PlainText[] {
  const before = new Map(saved?.steps.map((step) => [step.id, { ...step, path: step.url }]))
  const inSteps = workflow.steps.flatMap((step, index) =>
    plainTextsOf({ ...step, path: step.url }, before.get(step.id) ?? null).map((text) => ({
      ...text,
      field: `steps.${index}.${text.field === 'path' ? 'url' : text.field}`,
    })),
  )
  return [{ field: 'description', text: workflow.description, before: saved?.description ?? '' }, ...inSteps]
}

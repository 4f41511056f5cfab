import type { FieldErrors } from '#lib/core/errors.ts'
import { type Macro, macroText } from '#lib/references/macros.ts'
import { checkStep } from './check-step.ts'
import type { StepText } from './schema.ts'
import { macrosOfStep } from './stored-step.ts'

/**
 * What is wrong with the steps of a workflow, field by field: `steps.0.url`, `steps.1.headers.0.value`. Pure, so that form
 * and server judge alike. A macro that names an answer is refused if no step before it has that name: it could never have a
 * value.
 */
export function checkSteps(steps: readonly StepText[]): FieldErrors {
  const fields: FieldErrors = {}
  const names = steps.map(({ name }) => name.toLowerCase())
  steps.forEach((step, index) => {
    const note = (field: string, message: string) => {
      fields[`steps.${index}.${field}`] ??= message
    }
    for (const [field, message] of Object.entries(checkStep(step, names.slice(0, index)))) note(field, message)
    for (const { field, macro } of macrosOfStep(step)) {
      const problem = answerProblem(macro, names, index)
      if (problem) note(field === 'path' ? 'url' : field, problem)
    }
  })
  return fields
}

function answerProblem(macro: Macro, names: string[], index: number): string | null {
  if (macro.kind !== 'steps') return null
  const at = names.indexOf(macro.step.toLowerCase())
  if (at === -1) return `${macroText(macro)} names no step of this workflow. Correct the name.`
  if (at < index) return null
  return `${macroText(macro)} names ${at === index ? 'this step itself' : 'a later step'}, which has no answer yet. Name an earlier one.`
}

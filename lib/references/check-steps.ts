import type { FieldErrors } from '#lib/core/errors.ts'
import { checkOptions } from './check-options.ts'
import { judgeRequest } from './check-request.ts'
import { macroText } from './macros.ts'
import { splitUrl, stepUrlProblem } from './step-url.ts'
import type { SavedFields, SendOptions } from './stored-request.ts'
import type { Template } from './template.ts'

/** A step of a workflow, as it is typed. */
export type TypedStep = Omit<SavedFields, 'path'> & SendOptions & { name: string; url: string }

/** What a step says as a request: its URL without the path is what a connection's base URL is. */
export const requestOf = ({ url, ...step }: TypedStep): SavedFields & SendOptions & { baseUrl: string } => ({
  ...step,
  ...splitUrl(url),
})

/**
 * What is wrong with the steps of a workflow, field by field: `steps.0.url`, `steps.0.headers.0.value` … Empty if they can
 * be saved. Pure, so that form and server judge alike. A macro that names an answer is refused if no step before it has
 * that name: it could never have a value.
 */
export function checkSteps(steps: TypedStep[]): FieldErrors {
  const fields: FieldErrors = {}
  const earlier = new Set<string>()
  steps.forEach((step, index) => {
    const note = (field: string, message: string | null) => {
      if (message !== null) fields[`steps.${index}.${field}`] ??= message
    }
    if (earlier.has(step.name.toLowerCase())) note('name', 'Another step has this name. Choose a different one.')
    const request = requestOf(step)
    note('url', stepUrlProblem(step.url))
    const { templates, faults } = judgeRequest(request)
    for (const { field, message } of faults) {
      // What follows the host is judged as a path, and typed as the end of the URL.
      note(field === 'path' ? 'url' : field, message.replace(/^The path\b/, 'The URL'))
    }
    for (const [field, message] of Object.entries(checkOptions(request))) note(field, message)
    const all = [templates.path, ...templates.headers, ...templates.query, ...(templates.body ? [templates.body] : [])]
    for (const template of all) {
      const problem = macroProblem(template, earlier)
      if (problem) note(template.field === 'path' ? 'url' : template.field, problem)
    }
    earlier.add(step.name.toLowerCase())
  })
  return fields
}

function macroProblem({ pieces }: Template, earlier: ReadonlySet<string>): string | null {
  for (const piece of pieces) {
    if (piece.kind !== 'macro') continue
    const { macro } = piece
    if (macro.kind === 'recipient' || macro.kind === 'template')
      return `${macroText(macro)} is for templates. A step knows {{event.…}}, {{variables.…}} and {{steps.…}}.`
    if (macro.kind === 'steps' && !earlier.has(macro.step.toLowerCase()))
      return `${macroText(macro)} names no step before this one.`
  }
  return null
}

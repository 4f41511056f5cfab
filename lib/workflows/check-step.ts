import type { FieldErrors } from '#lib/core/errors.ts'
import { checkOptions } from '#lib/references/check-options.ts'
import { judgeRequest } from '#lib/references/check-request.ts'
import { macroText } from '#lib/references/macros.ts'
import type { StepText } from './schema.ts'
import { splitStepUrl } from './split-step-url.ts'
import { macrosOfStep } from './stored-step.ts'

/**
 * What is wrong with a step by itself, field by field: `name`, `url`, `headers.0.value`. `others`: the names of the other
 * steps, which it may not have. Pure, so that form and server judge alike.
 */
export function checkStep(step: StepText, others: readonly string[]): FieldErrors {
  const fields: FieldErrors = {}
  const note = (field: string, message: string) => {
    // What follows the host is judged as a path, and typed as the end of the URL.
    if (field === 'path') fields.url ??= message.replace(/^The path\b/, 'The URL')
    else fields[field] ??= message
  }
  if (others.some((other) => other.toLowerCase() === step.name.toLowerCase()))
    note('name', 'Another step has this name; letter case does not count. Choose a different one.')
  const split = splitStepUrl(step.url)
  if (!split.ok) note('url', split.message)
  else if (split.query.length > 0) note('url', 'The URL has a query. Enter its parameters in Query, one a line.')
  const { faults } = judgeRequest({ ...step, path: split.ok ? split.path : '' })
  for (const { field, message } of faults) note(field, message)
  for (const { field, macro } of macrosOfStep(step)) {
    if (macro.kind === 'recipient' || macro.kind === 'template')
      note(field, `${macroText(macro)} is for templates. A step knows {{event.…}}, {{variables.…}} and {{steps.…}}.`)
  }
  for (const [field, message] of Object.entries(checkOptions(step))) note(field, message)
  return fields
}

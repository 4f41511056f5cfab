import { baseUrlProblem } from '#lib/references/base-url.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { Fault } from '#lib/references/template.ts'
import { Refusal } from './refusal.ts'

/**
 * The first reason why the saved text cannot be sent, or null. It was judged when it was saved; it is judged again,
 * because rules change and databases are restored.
 */
export function judgeSaved(request: StoredRequest, faults: Fault[]): Refusal | null {
  const problem = baseUrlProblem(request.baseUrl)
  const all: Fault[] = problem === null ? faults : [...faults, { field: 'baseUrl', code: 'invalid', message: problem }]
  const [first] = all
  const note = 'The request is not as it should be'
  return first ? new Refusal(first.code, first.message, { note, field: first.field }) : null
}

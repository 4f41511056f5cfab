import { type FieldErrors, type Resolver, set } from 'react-hook-form'
import { pointerReleased } from '#components/integrations/pointer-released.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { BodyType } from '#lib/integrations/schema.ts'
import { checkSteps } from '#lib/workflows/check-steps.ts'
import { workflowStep } from '#lib/workflows/schema.ts'

/** A step while it is edited: headers, query, body and options as of any request. */
export type StepFields = {
  name: string
  method: string
  url: string
  headers: { name: string; value: string }[]
  query: { name: string; value: string }[]
  bodyType: BodyType
  body: string
  followRedirects: boolean
  retries: number
  goesOn: boolean
}

export type StepTab = 'headers' | 'query' | 'body' | 'options'

/** An empty step with a name that no other has. */
export function newStep(names: string[]): StepFields {
  let number = names.length + 1
  while (isTaken(names, `step${number}`)) number += 1
  const nothing = { headers: [], query: [], body: '', bodyType: 'none' as const }
  return {
    ...nothing,
    name: `step${number}`,
    method: 'GET',
    url: '',
    followRedirects: false,
    retries: 0,
    goesOn: false,
  }
}

/** `login` → `login-2`, or the next that is free. */
export function copiedName(name: string, names: string[]): string {
  const stem = name.replace(/-\d+$/, '').slice(0, 56)
  let number = 2
  while (isTaken(names, `${stem}-${number}`)) number += 1
  return `${stem}-${number}`
}

const isTaken = (names: string[], name: string) => names.some((each) => each.toLowerCase() === name.toLowerCase())

/** Judges a step as the server will: `all` are the workflow's steps as they are typed, this one the `index`th. */
export const stepResolver =
  (all: (fields: StepFields) => { steps: StepFields[]; index: number }): Resolver<StepFields> =>
  async (fields) => {
    await pointerReleased()
    const { steps, index } = all(fields)
    const problems = problemsOf(steps, index)
    return Object.keys(problems).length > 0 ? { values: {}, errors: nested(problems) } : { values: fields, errors: {} }
  }

function problemsOf(steps: StepFields[], index: number): Record<string, string> {
  const start = `steps.${index}.`
  const judged = checkSteps(steps)
  const ofStep = Object.entries(judged).filter(([field]) => field.startsWith(start))
  const parsed = workflowStep.omit({ id: true }).safeParse(steps[index])
  return {
    ...Object.fromEntries(ofStep.map(([field, message]) => [field.slice(start.length), message])),
    ...(parsed.success ? {} : fieldErrorsOf(parsed.error)),
  }
}

function nested(problems: Record<string, string>): FieldErrors<StepFields> {
  const errors = {}
  for (const [field, message] of Object.entries(problems)) set(errors, field, { type: 'invalid', message })
  return errors
}

/** The tab that a field of a step stands on; null: above the tabs. */
export function tabOfField(field: string): StepTab | null {
  if (field.startsWith('headers')) return 'headers'
  if (field.startsWith('query')) return 'query'
  if (field === 'retries' || field === 'followRedirects') return 'options'
  return field.startsWith('body') ? 'body' : null
}

/** The paths of all fields of a step with an error, in the order in which they stand on the page. */
export function wrongFieldsOf(errors: FieldErrors<StepFields>): string[] {
  const paths: string[] = []
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return
    if ('message' in value && typeof value.message === 'string') paths.push(path)
    else for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`)
  }
  for (const field of ['name', 'method', 'url', 'headers', 'query', 'bodyType', 'body', 'retries'] as const)
    walk(errors[field], field)
  return paths
}

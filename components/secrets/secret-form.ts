import type { FieldErrors as FormErrors, ResolverOptions } from 'react-hook-form'
import { dayIn } from '#lib/core/clock.ts'
import type { FieldErrors } from '#lib/core/errors.ts'
import type { SecretType } from '#lib/secrets/schema.ts'
import { outerWhiteSpace } from './outer-white-space.ts'

/** A value while it is typed: each type has its own fields, so that changing the type and back loses nothing. */
export type ValueFields = {
  token: string
  username: string
  password: string
  json: string
  /** Values whose outer white space is meant. */
  keptAsTyped: string[]
}

/** What creating and editing have in common. */
export type FieldsOfAll = ValueFields & {
  description: string
  allowedHosts: string[]
  /** `YYYY-MM-DD`; '': it does not expire. */
  expiresOn: string
}

export const noValue: ValueFields = { token: '', username: '', password: '', json: '', keptAsTyped: [] }

type ValueField = Exclude<keyof ValueFields, 'keptAsTyped'>

export const fieldsOf: Record<SecretType, ValueField[]> = {
  token: ['token'],
  username_password: ['username', 'password'],
  json: ['json'],
}

/** The value as an operation takes it. */
export function typedValue(type: SecretType, fields: ValueFields): string | { username: string; password: string } {
  if (type === 'username_password') return { username: fields.username, password: fields.password }
  return type === 'json' ? fields.json : fields.token
}

/** Whether anything stands in the fields of a type. */
export const hasValue = (type: SecretType, fields: ValueFields): boolean =>
  fieldsOf[type].some((field) => fields[field] !== '')

/** The form's field for an operation's: `value.password` → `password`, `allowedHosts.2` → `allowedHosts`. */
export function formFieldOf(field: string, type: SecretType): string {
  if (field === 'value') return fieldsOf[type][0] ?? field
  if (field.startsWith('allowedHosts.')) return 'allowedHosts'
  return field.startsWith('value.') ? field.slice('value.'.length) : field
}

export const whiteSpaceError = 'white-space'

/**
 * Errors of an operation as errors of the form, and the white space at a value's ends that nobody has answered for.
 * White space around JSON means nothing, so it is not asked about.
 */
export function formErrors<Form extends ValueFields>(
  type: SecretType,
  fields: Form,
  problems: FieldErrors,
): FormErrors<Form> {
  const errors: Record<string, { type: string; message: string }> = {}
  for (const field of fieldsOf[type]) {
    const value = fields[field]
    if (type !== 'json' && outerWhiteSpace(value) && !fields.keptAsTyped.includes(field)) {
      errors[field] = { type: whiteSpaceError, message: '' }
    }
  }
  for (const [field, message] of Object.entries(problems))
    errors[formFieldOf(field, type)] = { type: 'invalid', message }
  return errors as FormErrors<Form>
}

type DateJudgement = { expiresOn: string; timeZone: string; fields: ResolverOptions<{ expiresOn: string }>['fields'] }

/** Why a date will not do, or null. A half-typed one is '' to a form, so its input is asked. */
export function dateProblem({ expiresOn, timeZone, fields }: DateJudgement): string | null {
  const input = fields.expiresOn?.ref as Partial<HTMLInputElement> | undefined
  if (input?.validity?.badInput) return 'Finish the date, or clear it: day, month and year.'
  if (expiresOn !== '' && expiresOn < dayIn(timeZone))
    return 'This date has passed. Choose today or a later day, or leave it empty.'
  return null
}

/** Why a list of allowed domains will not do, or null; which entry is to blame stands beside it. */
export function hostsProblem(hosts: string[], judge: (entry: string) => string | null, isRequired: boolean) {
  const wrong = hosts.filter((entry) => judge(entry) !== null).length
  if (wrong > 0)
    return wrong === 1 ? 'Correct or remove the marked entry.' : `Correct or remove the ${wrong} marked entries.`
  if (isRequired && hosts.length === 0)
    return 'A policy of this organization requires allowed domains. Enter at least one, like api.example.com.'
  return null
}

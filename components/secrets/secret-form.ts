import type { FieldErrors as FormErrors } from 'react-hook-form'
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

export const noValue: ValueFields = { token: '', username: '', password: '', json: '', keptAsTyped: [] }

type ValueField = Exclude<keyof ValueFields, 'keptAsTyped'>

const fieldsOf: Record<SecretType, ValueField[]> = {
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

/** The form's field for an operation's: `value.password` → `password`. */
export function formFieldOf(field: string, type: SecretType): string {
  if (field === 'value') return fieldsOf[type][0] ?? field
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

import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form'
import type { PublicError } from '#lib/core/result.ts'

/** What to say when the action did not answer at all. */
export const noAnswer: PublicError = {
  code: 'internal',
  message: 'Postern did not answer. Check the connection and try again.',
  fields: {},
}

/** Shows why an action refused: at the fields that it names, with the focus on the first of them, else above the button. */
export function showRefusal<Values extends FieldValues>(
  error: PublicError,
  names: readonly FieldPath<Values>[],
  setError: UseFormSetError<Values>,
): void {
  const wrong = names.filter((name) => error.fields[name])
  for (const name of wrong) setError(name, { message: error.fields[name] ?? '' }, { shouldFocus: name === wrong[0] })
  if (wrong.length === 0) setError('root', { message: error.message })
}

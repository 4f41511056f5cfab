import { firstOwnerInput } from '#lib/auth/schema.ts'
import { OperatorError } from '#lib/core/operator-error.ts'

type Field = 'email' | 'name' | 'organization' | 'domain'

/** What an operator typed for a field, as the console would store it. Throws an OperatorError with the option's name. */
export function readField(field: Field, option: string, text: string): string {
  const read = firstOwnerInput.shape[field].safeParse(text)
  if (read.success) return read.data
  throw new OperatorError(`--${option}: ${read.error.issues[0]?.message ?? 'This cannot be taken.'}`)
}

import type { FieldErrors } from './errors.ts'
import type { z } from './zod.ts'

/** The first message for each field of a failed parse: `headers.0.value` → sentence. Messages never quote the input. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {}
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[key.slice(0, 64)] ??= 'This field is not part of the form.'
    } else fields[issue.path.join('.')] ??= issue.message
  }
  return fields
}

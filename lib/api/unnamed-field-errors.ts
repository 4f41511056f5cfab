import type { FieldErrors } from '#lib/core/errors.ts'
import type { z } from '#lib/core/zod.ts'
import { toJSONSchema } from '#lib/core/zod-json-schema.ts'

const known = new WeakMap<z.ZodType, ReadonlySet<string>>()

/**
 * The first message for each field of a failed parse, like fieldErrorsOf(), but no name of a field that the schema does
 * not have.
 *
 * Threat: a program that is wrong by one level sends a value where a field's name belongs, and its answer is logged.
 */
export function unnamedFieldErrors(schema: z.ZodType, error: z.ZodError, whole: string): FieldErrors {
  const names = namesIn(schema)
  const fields: FieldErrors = {}
  for (const { code, path, message } of error.issues) {
    const segments = path.map((each) => (typeof each === 'number' || names.has(String(each)) ? String(each) : '*'))
    fields[segments.join('.') || whole] ??= code === 'unrecognized_keys' ? sentenceOf(message) : message
  }
  return fields
}

/** What a schema says of fields that it does not have; zod's own message quotes them. */
const sentenceOf = (message: string) =>
  message.startsWith('Unrecognized key') ? 'Something stands here that this operation does not take.' : message

/** Every name of a property anywhere in a schema. */
function namesIn(schema: z.ZodType): ReadonlySet<string> {
  const before = known.get(schema)
  if (before) return before
  const names = new Set<string>()
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (key === 'properties' && typeof value === 'object') for (const name of Object.keys(value)) names.add(name)
      collect(value)
    }
  }
  collect(toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'ref' }))
  known.set(schema, names)
  return names
}

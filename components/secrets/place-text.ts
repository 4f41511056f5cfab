import type { Place } from '#lib/secrets/schema.ts'

/** "header Authorization", "query key", "body": which fields of a request name a secret. */
export function fieldsText(fields: Place['fields']): string {
  return fields.map((field) => field.replace(':', ' ')).join(', ')
}

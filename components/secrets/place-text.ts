import type { Place } from '#lib/secrets/schema.ts'

/** "header Authorization", "query key", "body", "authentication": which fields of a place name a secret. */
export function fieldsText(fields: Place['fields']): string {
  return fields.map((field) => words[field] ?? field.replace(':', ' ')).join(', ')
}

const words: Record<string, string> = {
  auth: 'authentication',
  key: 'encryption key',
  webhook: 'signature of its webhook',
}

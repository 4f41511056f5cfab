import { readRequest, referencesIn } from './read-request.ts'
import type { SavedFields } from './stored-request.ts'
import type { Template } from './template.ts'

/**
 * That a field of a stored request names a secret. `field`: 'path', 'header:Authorization', 'query:key' or 'body';
 * `parts`: which parts of it, each once, '' for the whole.
 */
export type ListedReference = { field: string; name: string; parts: string[] }

/** Which secrets a request names and in which fields, each once per field and name without regard to case. */
export function listReferences(request: SavedFields): ListedReference[] {
  const { templates } = readRequest(request)
  const fields: [field: string, template: Template | null][] = [
    ['path', templates.path],
    ...templates.headers.map((header): [string, Template] => [`header:${header.name}`, header]),
    ...templates.query.map((parameter): [string, Template] => [`query:${parameter.name}`, parameter]),
    ['body', templates.body],
  ]
  const listed = new Map<string, ListedReference>()
  for (const [field, template] of fields) {
    for (const { name, part } of referencesIn(template?.pieces ?? [])) {
      const key = `${name.toLowerCase()}\n${field}`
      const known = listed.get(key) ?? { field, name, parts: [] }
      if (!known.parts.includes(part ?? '')) known.parts.push(part ?? '')
      listed.set(key, known)
    }
  }
  return [...listed.values()]
}

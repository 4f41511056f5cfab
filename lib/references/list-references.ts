import { readConnection, readRequest, referencesIn } from './read-request.ts'
import type { Connection, SavedFields } from './stored-request.ts'
import type { Template } from './template.ts'

/**
 * That a field of a stored request names a secret. `field`: 'path', 'header:Authorization', 'query:key', 'body' or 'auth';
 * `parts`: which parts of it, each once, '' for the whole.
 */
export type ListedReference = { field: string; name: string; parts: string[] }

/** Which secrets a request names and in which fields, each once per field and name without regard to case. */
export function listReferences(request: SavedFields): ListedReference[] {
  const { templates } = readRequest(request)
  return listed([
    ['path', templates.path],
    ...templates.headers.map((header): Field => [`header:${header.name}`, header]),
    ...templates.query.map((parameter): Field => [`query:${parameter.name}`, parameter]),
    ['body', templates.body],
  ])
}

/** Which secrets a connection names: in `auth`, or in a default header as `header:Name`. */
export function listConnectionReferences(connection: Connection): ListedReference[] {
  const { headers, query } = readConnection(connection).templates
  return listed(
    [...headers, ...query].map(
      (each): Field => [each.field === 'connection.auth' ? 'auth' : `header:${each.name}`, each],
    ),
  )
}

type Field = [field: string, template: Template | null]

function listed(fields: Field[]): ListedReference[] {
  const found = new Map<string, ListedReference>()
  for (const [field, template] of fields) {
    for (const { name, part } of referencesIn(template?.pieces ?? [])) {
      const key = `${name.toLowerCase()}\n${field}`
      const known = found.get(key) ?? { field, name, parts: [] }
      if (!known.parts.includes(part ?? '')) known.parts.push(part ?? '')
      found.set(key, known)
    }
  }
  return [...found.values()]
}

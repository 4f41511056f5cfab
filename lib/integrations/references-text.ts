import { listReferences } from '#lib/references/list-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'

/** How the change log says which secrets a request names, and in which fields. */
export const referencesText = (request: SavedFields): string =>
  listReferences(request)
    .map(({ field, name }) => `${field}: ${name}`)
    .join(', ')

import type { RequestTemplates } from '#lib/references/read-request.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { Piece, Template } from '#lib/references/template.ts'
import type { Fill } from './fills.ts'

/** One request of a send: the saved one, or what a redirect makes of it. */
export type Hop = {
  request: StoredRequest
  templates: RequestTemplates
  /** What the macros of the fields stand for. */
  fills: ReadonlyMap<Piece, Fill>
  /** Where a redirect leads: no value is put into it. Null: where the saved request goes. */
  url: URL | null
}

/** Every field of a hop that may hold references or macros. */
export function fieldsOf({ templates: { path, headers, query, body } }: Pick<Hop, 'templates'>): Template[] {
  return [...headers, ...query, path, ...(body ? [body] : [])]
}

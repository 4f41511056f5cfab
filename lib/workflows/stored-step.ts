import { judgeRequest } from '#lib/references/check-request.ts'
import type { Macro } from '#lib/references/macros.ts'
import type { NameAndValue, StoredRequest } from '#lib/references/stored-request.ts'
import type { StepText } from './schema.ts'
import { splitStepUrl } from './split-step-url.ts'

/** A step as a request. One whose URL was not saved by Postern goes nowhere: it has no base URL. */
export function requestOfStep({ url, method, headers, query, bodyType, body, ...options }: StepText): StoredRequest {
  const split = splitStepUrl(url)
  const at =
    split.ok && split.query.length === 0 ? { baseUrl: split.baseUrl, path: split.path } : { baseUrl: '', path: '' }
  const { followRedirects, retries } = options
  return { ...at, method, headers, query, bodyType, body, followRedirects, retries }
}

/** The macros of a step, each with the key of its field; of the URL's path: `path`. */
export function macrosOfStep(step: StepText): { field: string; macro: Macro }[] {
  const { path, headers, query, body } = judgeRequest(requestOfStep(step)).templates
  return [path, ...headers, ...query, ...(body ? [body] : [])].flatMap(({ field, pieces }) =>
    pieces.flatMap((piece) => (piece.kind === 'macro' ? [{ field, macro: piece.macro }] : [])),
  )
}

/** The text of a step as its row has it. */
export function textOfStep(row: Omit<StepText, 'headers' | 'query'> & { headers: unknown; query: unknown }): StepText {
  const { name, method, url, bodyType, body, followRedirects, retries, goesOn } = row
  const headers = pairsOf(row.headers)
  const query = pairsOf(row.query)
  return { name, method, url, headers, query, bodyType, body, followRedirects, retries, goesOn }
}

/** A JSON column, its keys in the order in which they are compared. */
const pairsOf = (pairs: unknown): NameAndValue[] =>
  (pairs as NameAndValue[]).map(({ name, value }) => ({ name, value }))

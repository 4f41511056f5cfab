import { type ErrorCode, type FieldErrors, PosternError } from '#lib/core/errors.ts'
import { judgeRequest } from '#lib/references/check-request.ts'
import { macroText } from '#lib/references/macros.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import { splitUrl } from '#lib/references/split-url.ts'
import type { NameAndValue, StoredRequest } from '#lib/references/stored-request.ts'
import type { Fault } from '#lib/references/template.ts'
import { bodyOfGiven } from './body-of-given.ts'
import type { GivenPairs, GivenRequest } from './schema.ts'

/** A pair, and how whoever gave it calls its place. */
type Pair = NameAndValue & { field: string }

/** A request that a program gave, in the form of a saved one. `fieldOf`: how the program calls one of its fields. */
export type ReadRequest = { stored: StoredRequest; fieldOf: (field: string) => string }

/**
 * Reads a request as a program gives it, and judges its text as that of a saved request is judged when it is saved. Throws
 * the code of its first fault, with the sentence of each field. Macros are refused: what a program fills in is text of its
 * own, and the domain's variables are for what is saved in the domain.
 */
export function readGiven(given: GivenRequest): ReadRequest {
  const split = splitUrl(given.url)
  if (!split.ok) throw new PosternError('invalid', undefined, { fields: { 'request.url': split.message } })
  const auth = authOf(given.auth)
  const set = {
    headers: pairsOf('headers', given.headers),
    query: [...split.query.map((pair) => ({ ...pair, field: 'request.url' })), ...pairsOf('query', given.query)],
  }
  const headers = auth?.in === 'headers' ? [...set.headers, auth.pair] : set.headers
  const query = auth?.in === 'query' ? [...set.query, auth.pair] : set.query
  const contentType = headers.findLast(({ name }) => name.toLowerCase() === 'content-type')?.value
  const stored: StoredRequest = {
    method: given.method,
    baseUrl: split.baseUrl,
    path: split.path,
    headers: headers.map(withoutField),
    query: query.map(withoutField),
    ...bodyOfGiven(given.body, contentType),
    followRedirects: given.followRedirects ?? false,
    retries: 0,
  }
  const fieldOf = (field: string) => {
    const [, list, index] = /^(headers|query)\.(\d+)/.exec(field) ?? []
    const pair = list && (list === 'headers' ? headers : query)[Number(index)]
    if (pair) return pair.field
    return field === 'path' || field === 'baseUrl' ? 'request.url' : `request.${field}`
  }
  const faults = [...authFaults(auth, set), ...faultsOf(stored)]
  if (faults.length > 0) throw refusalOf(faults, fieldOf)
  return { stored, fieldOf }
}

const withoutField = ({ name, value }: Pair): NameAndValue => ({ name, value })

function pairsOf(list: 'headers' | 'query', given: GivenPairs = []): Pair[] {
  if (Array.isArray(given)) return given.map((pair, index) => ({ ...pair, field: `request.${list}.${index}` }))
  return Object.entries(given).map(([name, value]) => ({ name, value, field: `request.${list}.${name}` }))
}

type ReadAuth = { in: 'headers' | 'query'; pair: Pair; value: string } | null

/** RFC 6750, RFC 7617. */
function authOf(auth: GivenRequest['auth']): ReadAuth {
  if (!auth || auth.type === 'none') return null
  const { value } = auth
  const field = 'request.auth'
  switch (auth.type) {
    case 'bearer':
      return { in: 'headers', value, pair: { name: 'Authorization', value: `Bearer ${value}`, field } }
    case 'basic':
      return { in: 'headers', value, pair: { name: 'Authorization', value: `Basic ${value}`, field } }
    case 'header':
      return { in: 'headers', value, pair: { name: auth.name, value, field } }
    case 'query':
      return { in: 'query', value, pair: { name: auth.name, value, field } }
  }
}

/** `set`: what the request sets without it. Names of parameters are told apart by their case, names of headers are not. */
function authFaults(auth: ReadAuth, set: { headers: Pair[]; query: Pair[] }): Fault[] {
  if (!auth) return []
  const fault = (message: string): Fault => ({ field: 'auth', code: 'invalid', message })
  const faults: Fault[] = []
  if (parseReferences(auth.value).references.length === 0)
    faults.push(fault('The authentication names a secret, like {secrets.name}. Other text belongs in a header.'))
  const nameOf = ({ name }: Pair) => (auth.in === 'headers' ? name.toLowerCase() : name)
  if (set[auth.in].some((pair) => nameOf(pair) === nameOf(auth.pair))) {
    const where = auth.in === 'headers' ? 'a header' : 'the URL or the query'
    faults.push(fault(`The authentication is sent as ${auth.pair.name}, which ${where} sets too. Remove one.`))
  }
  return faults
}

function faultsOf(stored: StoredRequest): Fault[] {
  const { templates, faults } = judgeRequest(stored)
  const { path, headers, query, body } = templates
  const macros = [path, ...headers, ...query, ...(body ? [body] : [])].flatMap(({ field, pieces }) =>
    pieces.flatMap((piece) => (piece.kind === 'macro' ? [{ field, text: macroText(piece.macro) }] : [])),
  )
  return [
    ...faults,
    ...macros.map(({ field, text }) => ({
      field,
      code: 'macro_not_filled' as const,
      message: `${text} is filled in in saved requests only. Send the text itself, or put a \\ before its braces to send it as it is.`,
    })),
  ]
}

function refusalOf(faults: Fault[], fieldOf: (field: string) => string): PosternError {
  const fields: FieldErrors = {}
  for (const { field, message } of faults) fields[fieldOf(field)] ??= message
  const telling = faults.find(({ code }) => code !== 'invalid')
  const code: ErrorCode = telling?.code ?? 'invalid'
  return new PosternError(code, telling?.message, { fields })
}

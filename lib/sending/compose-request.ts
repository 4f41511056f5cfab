import { hasDotSegment } from '#lib/references/base-url.ts'
import { basicCredentials } from '#lib/references/basic-credentials.ts'
import { type Encoded, encodeValue } from '#lib/references/encode-value.ts'
import { macroText } from '#lib/references/macros.ts'
import { percentEncode } from '#lib/references/percent-encode.ts'
import type { RequestTemplates } from '#lib/references/read-request.ts'
import type { BodyType, NameAndValue, StoredRequest } from '#lib/references/stored-request.ts'
import type { NamedTemplate, Piece, Template } from '#lib/references/template.ts'
import { buildUrl, encodePathText } from './build-url.ts'
import { encodeBasic } from './encode-basic.ts'
import type { Fill } from './fills.ts'
import type { Hop } from './hop.ts'
import { maxRequestBytes } from './limits.ts'
import { Refusal } from './refusal.ts'
import { requestTooLarge } from './request-too-large.ts'
import type { Use } from './use.ts'
import type { OpenedValue } from './used-values.ts'

export type ComposedRequest = { method: string; url: URL; headers: NameAndValue[]; body: Buffer | null }

/** What a reference stands for, found by its piece: one text can name a secret several times. Null for what is none. */
export type ValueOf = (piece: Piece) => { use: Use; value: OpenedValue } | null

/** What is put in for a piece, and how to name it when it does not fit. */
type Filling = { value: OpenedValue; refuse: (problem: string) => Refusal }

export const contentTypes: Record<BodyType, string | null> = {
  none: null,
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml',
  text: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

/**
 * Puts the values into the parsed parts of the request, in a single pass: what a value holds is never read again.
 * Throws the refusals `value_not_encodable` and `request_too_large`.
 */
export function composeRequest({ request, templates, fills, url }: Hop, opened: ValueOf): ComposedRequest {
  const fillingOf = (template: Template) => (piece: Piece) => {
    const found = opened(piece)
    if (found) return { value: found.value, refuse: (problem: string) => unfit(found.use, problem) }
    const fill = fills.get(piece)
    if (fill) return { value: asValue(fill), refuse: (problem: string) => unfitMacro(piece, template, problem) }
    throw new Error('A reference has no value.')
  }
  let length = 0
  const counted = (value: string) => {
    length += value.length
    // Before it is put together: a body of 256 KiB has room for references to more than a gigabyte.
    if (length > maxRequestBytes) throw requestTooLarge()
    return value
  }
  const fill = (template: Template, text: (text: string) => string = (same) => same) =>
    template.pieces
      .map((piece) => (piece.kind === 'text' ? text(piece.text) : counted(encoded(piece, fillingOf(template)))))
      .join('')

  const path = fill(templates.path, encodePathText)
  judgeSegments(path, templates.path, fillingOf(templates.path))
  const query = templates.query.map((each) => ({ name: percentEncode(each.name), value: fill(each, percentEncode) }))
  const headers = templates.headers.map((each) => ({ name: each.name, value: fillHeader(each, fillingOf(each), fill) }))
  const body = templates.body && request.body !== '' ? Buffer.from(fill(templates.body), 'utf8') : null
  const composed = {
    method: request.method,
    url: url ?? buildUrl(request.baseUrl, path, query),
    headers: withDefaults(headers, body === null ? 'none' : request.bodyType),
    body,
  }
  judgeSize(composed)
  return composed
}

/** The URL with a letter for every reference: what is judged before any value is opened. */
export function urlToJudge(request: StoredRequest, templates: RequestTemplates): URL {
  const fill = (template: Template, text: (text: string) => string) =>
    template.pieces.map((piece) => (piece.kind === 'text' ? text(piece.text) : 'x')).join('')
  const query = templates.query.map((each) => ({ name: percentEncode(each.name), value: fill(each, percentEncode) }))
  return buildUrl(request.baseUrl, fill(templates.path, encodePathText), query)
}

/** The headers of a request with those that Postern adds: an encoding of the answer that can be searched. */
export function withDefaults(headers: NameAndValue[], bodyType: BodyType): NameAndValue[] {
  const has = (name: string) => headers.some((header) => header.name.toLowerCase() === name)
  const all = [...headers]
  const contentType = contentTypes[bodyType]
  if (contentType !== null && !has('content-type')) all.push({ name: 'Content-Type', value: contentType })
  if (!has('accept')) all.push({ name: 'Accept', value: '*/*' })
  if (!has('accept-encoding')) all.push({ name: 'Accept-Encoding', value: 'identity' })
  if (!has('user-agent')) all.push({ name: 'User-Agent', value: 'Postern' })
  return all
}

function encoded(piece: Exclude<Piece, { kind: 'text' }>, fillingOf: (piece: Piece) => Filling): string {
  if (piece.place === 'basic') throw new Error('Credentials are put together as a whole.')
  const filling = fillingOf(piece)
  return orRefuse(encodeValue(piece.place, filling.value), filling)
}

function fillHeader(
  header: NamedTemplate,
  fillingOf: (piece: Piece) => Filling,
  fill: (template: Template) => string,
): string {
  const credentials = basicCredentials(header.pieces)
  if (!credentials) return fill(header)
  const found = credentials.map((piece) => (piece.kind === 'text' ? null : fillingOf(piece)))
  const first = found.find((each) => each !== null)
  if (!first) throw new Error('A reference has no value.')
  const { pair } = first.value
  if (pair) return `Basic ${orRefuse(encodeBasic(pair.username, pair.password), first)}`

  // The first colon that was typed parts username from password; one that a value brings is refused in a username.
  const parts: { username: string; password: string } = { username: '', password: '' }
  let side: 'username' | 'password' = 'username'
  credentials.forEach((piece, index) => {
    if (piece.kind !== 'text') parts[side] += found[index]?.value.text ?? ''
    else if (side === 'username' && piece.text.includes(':')) {
      const colon = piece.text.indexOf(':')
      parts.username += piece.text.slice(0, colon)
      parts.password += piece.text.slice(colon + 1)
      side = 'password'
    } else parts[side] += piece.text
  })
  return `Basic ${orRefuse(encodeBasic(parts.username, parts.password), first)}`
}

/** Threat: a value such as `../admin` climbs to another endpoint, at a server that decodes before it splits. */
function judgeSegments(path: string, template: Template, fillingOf: (piece: Piece) => Filling): void {
  const piece = template.pieces.find((each) => each.kind !== 'text')
  if (!piece) return
  const decoded = path.replace(/%2e/gi, '.').replace(/%(2f|5c)/gi, '/')
  if (hasDotSegment(decoded)) throw fillingOf(piece).refuse('would make a . or .. segment of the path')
}

function orRefuse(encoded: Encoded, { refuse }: Filling): string {
  if ('text' in encoded) return encoded.text
  throw refuse(encoded.problem)
}

const asValue = ({ text, json }: Fill): OpenedValue => ({ text, json, pair: null, kind: 'secret' })

function unfit({ secret, reference, template }: Use, problem: string): Refusal {
  const part = reference.part === null ? secret.name : `${secret.name}#${reference.part}`
  return new Refusal(
    'value_not_encodable',
    `The value of ${part} ${problem}. ${template.label} names it. Put the reference elsewhere, or give the secret another value.`,
    { note: '1 value does not fit its place', field: template.field, secret },
  )
}

function unfitMacro(piece: Piece, template: Template, problem: string): Refusal {
  const name = piece.kind === 'macro' ? macroText(piece.macro) : 'A macro'
  return new Refusal(
    'value_not_encodable',
    `What ${name} stands for ${problem}. ${template.label} names it. Put the macro elsewhere.`,
    { note: '1 text does not fit its place', field: template.field },
  )
}

function judgeSize({ method, url, headers, body }: ComposedRequest): void {
  const head = headers.reduce(
    (sum, { name, value }) => sum + name.length + value.length + 4,
    method.length + url.href.length,
  )
  if (head + (body?.byteLength ?? 0) <= maxRequestBytes) return
  throw requestTooLarge()
}

import { basicCredentials, isBasicForm } from './basic-credentials.ts'
import { splitMacros, type TextSegment } from './macros.ts'
import { parseReferences, type Reference } from './parse-references.ts'
import { placesInForm } from './places-in-form.ts'
import { placesInHtml } from './places-in-html.ts'
import { jsonBodyProblem, placesInJson } from './places-in-json.ts'
import { placesInXml } from './places-in-xml.ts'
import type { Auth, BodyType, Connection, NameAndValue, SavedFields } from './stored-request.ts'
import type { Fault, NamedTemplate, Piece, Place, Template } from './template.ts'

export type RequestTemplates = {
  path: Template
  headers: NamedTemplate[]
  query: NamedTemplate[]
  body: Template | null
}

/**
 * Splits a saved request into the fields that may hold references and macros, each with the place where its value
 * will be put; `faults` says what is wrong with the references, in the order of the fields. No value is needed.
 */
export function readRequest(request: SavedFields): { templates: RequestTemplates; faults: Fault[] } {
  const faults: Fault[] = []
  const path = oneLine('path', 'The path', request.path, 'path', faults)
  const headers = request.headers.map((header, index) =>
    readHeader(header, { field: `headers.${index}`, label: `The header ${header.name}` }, faults),
  )
  const query = request.query.map((parameter, index) =>
    readParameter(parameter, { field: `query.${index}`, label: `The query parameter ${parameter.name}` }, faults),
  )
  const body = request.bodyType === 'none' ? null : readBody(request.bodyType, request.body, faults)
  refuseReferences(request.method, 'method', 'The method', faults)
  return { templates: { path, headers, query, body }, faults }
}

/** The headers and query parameters that a connection adds: its authentication first. Keys begin with `connection.`. */
export function readConnection({ auth, headers }: Connection): {
  templates: Pick<RequestTemplates, 'headers' | 'query'>
  faults: Fault[]
} {
  const faults: Fault[] = []
  const place = { field: 'connection.auth', label: 'The authentication of the connection' }
  const asHeader = authHeader(auth)
  const defaults = headers.map((header, index) =>
    readHeader(
      header,
      { field: `connection.headers.${index}`, label: `The connection’s header ${header.name}` },
      faults,
    ),
  )
  const own = asHeader ? [{ ...readHeader(asHeader, place, faults), field: place.field }] : []
  const query = auth.kind === 'query' ? [{ ...readParameter(auth, place, faults), field: place.field }] : []
  return { templates: { headers: [...own, ...defaults], query }, faults }
}

/** The header that authenticates, as it would be typed; null for the kinds that use none. RFC 6750, RFC 7617. */
function authHeader({ kind, name, value }: Auth): NameAndValue | null {
  if (kind === 'bearer') return { name: 'Authorization', value: `Bearer ${value}` }
  if (kind === 'basic') return { name: 'Authorization', value: `Basic ${value}` }
  return kind === 'header' ? { name, value } : null
}

type At = { field: string; label: string }

function readHeader({ name, value }: NameAndValue, { field, label }: At, faults: Fault[]): NamedTemplate {
  refuseReferences(name, `${field}.name`, 'A header’s name', faults)
  const header = { name, ...oneLine(`${field}.value`, label, value, 'header', faults) }
  oneSecretOnly(header, faults)
  return asBasic(header, faults)
}

function readParameter({ name, value }: NameAndValue, { field, label }: At, faults: Fault[]): NamedTemplate {
  refuseReferences(name, `${field}.name`, 'A parameter’s name', faults)
  const parameter = { name, ...oneLine(`${field}.value`, label, value, 'query', faults) }
  oneSecretOnly(parameter, faults)
  return parameter
}

function oneLine(field: string, label: string, text: string, place: Place, faults: Fault[]): Template {
  return { field, label, pieces: toPieces(parsed(text, { field, label }, faults), () => place) }
}

function readBody(type: Exclude<BodyType, 'none'>, text: string, faults: Fault[]): Template {
  const field = 'body'
  const label = 'The body'
  const segments = parsed(text, { field, label }, faults)
  const fault = (message: string, code: Fault['code'] = 'invalid') => faults.push({ field, code, message })

  if (type === 'json' && text !== '') {
    const problem = jsonBodyProblem(segments)
    if (problem) {
      const where = problem.offset === null ? '' : ` at character ${problem.offset + 1}`
      fault(`The body is not valid JSON${where}. Correct it, or choose Text as its type.`)
    }
  }
  if (type === 'form' && /[\r\n]/.test(text)) {
    fault('A form body is one line of name=value pairs, joined with &. Take the line break out.')
  }
  const places = placesOf[type](segments)
  if (places.includes(null)) fault(nowhere[type] ?? 'A reference may not stand here.', 'reference_not_allowed_here')
  let nth = 0
  return { field, label, pieces: toPieces(segments, () => places[nth++] ?? 'text') }
}

const placesOf: Record<Exclude<BodyType, 'none'>, (segments: TextSegment[]) => (Place | null)[]> = {
  json: placesInJson,
  form: placesInForm,
  xml: placesInXml,
  html: placesInHtml,
  text: (segments) => segments.filter((segment) => segment.kind !== 'text').map(() => 'text'),
}

const nowhere: Partial<Record<BodyType, string>> = {
  form: 'In a form body a reference stands in a value, behind the =, never in a field’s name.',
  xml: 'In an XML body a reference stands in text or in a quoted attribute value, not in a tag, a comment, a CDATA section or behind a DOCTYPE.',
  html: 'In HTML a reference or a macro stands in text or in a quoted attribute value, not in a tag, a comment, a script, a style sheet, or the address of a link before its server.',
}

function parsed(text: string, { field, label }: { field: string; label: string }, faults: Fault[]): TextSegment[] {
  const { segments, errors } = parseReferences(text)
  for (const error of errors) {
    const message =
      `${label} has something that looks like a reference at character ${error.start + 1}, but ${error.message}. ` +
      'Write {secrets.name} or {secrets.name#part}, or put a \\ before the brace to send it as text.'
    faults.push({ field, code: 'reference_malformed', message })
  }
  return splitMacros(segments)
}

/** Threat: a value in a name, the host or the method would be shown and logged by everything on the way. */
function refuseReferences(text: string, field: string, label: string, faults: Fault[]): void {
  const { references, errors } = parseReferences(text)
  if (references.length === 0 && errors.length === 0) return
  faults.push({ field, code: 'reference_not_allowed_here', message: `${label} may not hold a reference to a secret.` })
}

function oneSecretOnly({ field, label, pieces }: Template, faults: Fault[]): void {
  const names = new Set(referencesIn(pieces).map((reference) => reference.name.toLowerCase()))
  if (names.size < 2) return
  const message = `${label} names ${names.size} secrets. One field takes one secret; any number may stand in the body.`
  faults.push({ field, code: 'one_secret_per_field', message })
}

function asBasic(header: NamedTemplate, faults: Fault[]): NamedTemplate {
  const credentials = basicCredentials(header.pieces)
  if (!credentials) return header
  if (!isBasicForm(credentials)) {
    const message = `${header.label} has more than a reference after Basic. Write Basic {secrets.name}, or username:password with the reference in it.`
    faults.push({ field: header.field, code: 'reference_not_allowed_here', message })
  }
  const pieces = header.pieces.map((piece) => (piece.kind === 'text' ? piece : { ...piece, place: 'basic' as const }))
  return { ...header, pieces }
}

function toPieces(segments: TextSegment[], placeOf: () => Place): Piece[] {
  return segments.map((segment) => {
    if (segment.kind === 'text') return { kind: 'text', text: segment.text }
    if (segment.kind === 'macro') return { kind: 'macro', macro: segment.macro, place: placeOf() }
    return { kind: 'reference', reference: segment.reference, place: placeOf() }
  })
}

/** The references among pieces, in order. */
export function referencesIn(pieces: Piece[]): Reference[] {
  return pieces.flatMap((piece) => (piece.kind === 'reference' ? [piece.reference] : []))
}

import { basicCredentials, isBasicForm } from './basic-credentials.ts'
import { parseReferences, type Reference, type Segment } from './parse-references.ts'
import { placesInForm } from './places-in-form.ts'
import { jsonBodyProblem, placesInJson } from './places-in-json.ts'
import { placesInXml } from './places-in-xml.ts'
import type { BodyType, SavedFields } from './stored-request.ts'
import type { Fault, NamedTemplate, Piece, Place, Template } from './template.ts'

export type RequestTemplates = {
  path: Template
  headers: NamedTemplate[]
  query: NamedTemplate[]
  body: Template | null
}

/**
 * Splits a saved request into the fields that may hold references, each reference with the place where its value
 * will be put; `faults` says what is wrong with the references, in the order of the fields. No value is needed.
 */
export function readRequest(request: SavedFields): { templates: RequestTemplates; faults: Fault[] } {
  const faults: Fault[] = []
  const template = (field: string, label: string, text: string, place: Place): Template => {
    const segments = parsed(text, { field, label }, faults)
    return { field, label, pieces: toPieces(segments, () => place) }
  }

  const path = template('path', 'The path', request.path, 'path')
  const headers = request.headers.map(({ name, value }, index) => {
    const field = `headers.${index}.value`
    refuseReferences(name, `headers.${index}.name`, 'A header’s name', faults)
    const header = { name, ...template(field, `The header ${name}`, value, 'header') }
    oneSecretOnly(header, faults)
    return asBasic(header, faults)
  })
  const query = request.query.map(({ name, value }, index) => {
    const field = `query.${index}.value`
    refuseReferences(name, `query.${index}.name`, 'A parameter’s name', faults)
    const parameter = { name, ...template(field, `The query parameter ${name}`, value, 'query') }
    oneSecretOnly(parameter, faults)
    return parameter
  })
  const body = request.bodyType === 'none' ? null : readBody(request.bodyType, request.body, faults)
  refuseReferences(request.method, 'method', 'The method', faults)
  return { templates: { path, headers, query, body }, faults }
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

const placesOf: Record<Exclude<BodyType, 'none'>, (segments: Segment[]) => (Place | null)[]> = {
  json: placesInJson,
  form: placesInForm,
  xml: placesInXml,
  text: (segments) => segments.filter((segment) => segment.kind === 'reference').map(() => 'text'),
}

const nowhere: Partial<Record<BodyType, string>> = {
  form: 'In a form body a reference stands in a value, behind the =, never in a field’s name.',
  xml: 'In an XML body a reference stands in text or in a quoted attribute value, not in a tag, a comment, a CDATA section or behind a DOCTYPE.',
}

function parsed(text: string, { field, label }: { field: string; label: string }, faults: Fault[]): Segment[] {
  const { segments, errors } = parseReferences(text)
  for (const error of errors) {
    const message =
      `${label} has something that looks like a reference at character ${error.start + 1}, but ${error.message}. ` +
      'Write {secrets.name} or {secrets.name#part}, or put a \\ before the brace to send it as text.'
    faults.push({ field, code: 'reference_malformed', message })
  }
  return segments
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

function toPieces(segments: Segment[], placeOf: () => Place): Piece[] {
  return segments.map((segment) =>
    segment.kind === 'text'
      ? { kind: 'text', text: segment.text }
      : { kind: 'reference', reference: segment.reference, place: placeOf() },
  )
}

/** The references among pieces, in order. */
export function referencesIn(pieces: Piece[]): Reference[] {
  return pieces.flatMap((piece) => (piece.kind === 'reference' ? [piece.reference] : []))
}

import type { FieldErrors } from '#lib/core/errors.ts'
import { baseUrlProblem } from './base-url.ts'
import { headerNameProblem, headerValueProblem } from './check-header.ts'
import { pathProblem } from './check-path.ts'
import { type RequestTemplates, readConnection, readRequest } from './read-request.ts'
import type { Auth, Connection, SavedFields, StoredRequest } from './stored-request.ts'
import type { Fault, NamedTemplate } from './template.ts'

export const sendableMethods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/**
 * What is wrong with a request, field by field: empty if it can be saved. Pure, so that form and server judge alike.
 * Keys are `method`, `path`, `headers.0.name`, `headers.0.value`, `query.0.name`, `query.0.value`, `body`.
 */
export function checkRequest(request: SavedFields): FieldErrors {
  const fields: FieldErrors = {}
  for (const fault of judgeRequest(request).faults) fields[fault.field] ??= fault.message
  return fields
}

/**
 * What is wrong with a connection, field by field. Keys are `auth.name`, `auth.value`, `headers.0.name`,
 * `headers.0.value`. An authentication without a reference is refused: there, nobody types a credential.
 */
export function checkConnection(connection: Connection): FieldErrors {
  const fields: FieldErrors = {}
  for (const { field, message } of judgeConnection(connection).faults) {
    const key = field.replace(/^connection\./, '').replace(/^auth$/, 'auth.value')
    fields[key] ??= message
  }
  return fields
}

/** Why a text cannot be an integration's base URL, or null. Pure and total. */
export const checkBaseUrl = (baseUrl: string): string | null => baseUrlProblem(baseUrl)

/** The parts of a saved request and everything that is wrong with it, its references first. */
export function judgeRequest(request: SavedFields): { templates: RequestTemplates; faults: Fault[] } {
  const { templates, faults } = readRequest(request)
  const note = (field: string, message: string | null) => {
    if (message !== null) faults.push({ field, code: 'invalid', message })
  }

  if (!sendableMethods.includes(request.method)) note('method', `The method is one of ${sendableMethods.join(', ')}.`)
  note('path', pathProblem(templates.path))
  templates.headers.forEach((header, index) => {
    note(`headers.${index}.name`, headerNameProblem(header.name))
    note(header.field, headerValueProblem(header))
  })
  const contentTypes = templates.headers.filter((header) => header.name.toLowerCase() === 'content-type')
  if (contentTypes[1]) note(contentTypes[1].field.replace(/value$/, 'name'), 'Content-Type is there twice. Remove one.')
  request.query.forEach(({ name, value }, index) => {
    if (name === '') note(`query.${index}.name`, 'Enter the parameter’s name, or remove the line.')
    note(`query.${index}.name`, textProblem('name', name))
    note(`query.${index}.value`, textProblem('value', value))
  })
  if (request.bodyType !== 'none' && request.body !== '') {
    // RFC 9110 sections 9.3.1 and 9.3.2: such a body has no meaning, and some servers take it for the next request.
    if (request.method === 'GET' || request.method === 'HEAD')
      note('body', `A ${request.method} request has no body. Choose None.`)
    note('body', textProblem('body', request.body))
  }
  return { templates, faults }
}

/**
 * The parts of what is sent: the request's, and those of its connection which the request does not set itself; and
 * everything that is wrong with them.
 */
export function judgeStored(request: StoredRequest): { templates: RequestTemplates; faults: Fault[] } {
  const own = judgeRequest(request)
  if (!request.connection) return own
  const added = judgeConnection(request.connection)
  const isOwn = (mine: NamedTemplate[]) => (each: NamedTemplate) =>
    mine.some(({ name }) => name.toLowerCase() === each.name.toLowerCase())
  const { headers, query } = own.templates
  return {
    templates: {
      ...own.templates,
      headers: [...added.templates.headers.filter((each) => !isOwn(headers)(each)), ...headers],
      query: [...added.templates.query.filter((each) => !isOwn(query)(each)), ...query],
    },
    faults: [...own.faults, ...added.faults],
  }
}

function judgeConnection(connection: Connection) {
  const { templates, faults } = readConnection(connection)
  const note = (field: string, message: string | null) => {
    if (message !== null) faults.push({ field, code: 'invalid', message })
  }
  noteAuth(connection.auth, templates, note)
  templates.headers.forEach((header) => {
    if (header.field !== 'connection.auth') note(header.field.replace(/value$/, 'name'), headerNameProblem(header.name))
    note(header.field, headerValueProblem(header))
  })
  const authenticates = templates.headers.find(({ field }) => field === 'connection.auth')?.name.toLowerCase()
  const names = connection.headers.map(({ name }) => name.toLowerCase())
  names.forEach((name, index) => {
    if (name === authenticates)
      note(`connection.headers.${index}.name`, 'The authentication is sent in this header. Remove one of the two.')
    if (names.indexOf(name) < index) note(`connection.headers.${index}.name`, 'This header is there twice. Remove one.')
  })
  return { templates, faults }
}

function noteAuth(
  { kind, name, value }: Auth,
  templates: ReturnType<typeof readConnection>['templates'],
  note: (field: string, message: string | null) => void,
): void {
  if (kind === 'none') {
    if (name !== '' || value !== '') note('connection.auth', 'Without authentication there is nothing to enter here.')
    return
  }
  if (kind === 'header') note('connection.auth.name', headerNameProblem(name))
  if (kind === 'query') {
    if (name === '') note('connection.auth.name', 'Enter the name of the query parameter.')
    note('connection.auth.name', textProblem('name', name))
    note('connection.auth', textProblem('value', value))
  }
  if ((kind === 'bearer' || kind === 'basic') && name !== '') note('connection.auth.name', 'This kind has no name.')
  const pieces = [...templates.headers, ...templates.query].find(({ field }) => field === 'connection.auth')?.pieces
  if (!pieces?.some((piece) => piece.kind === 'reference')) note('connection.auth', 'Choose a secret.')
}

/** Why a text can be neither stored nor sent as it stands, or null: PostgreSQL's texts hold no NUL, UTF-8 no half of a pair. */
function textProblem(what: string, text: string): string | null {
  if (!text.isWellFormed()) return `The ${what} has half a character. Type it again.`
  if (text.includes('\0')) return `The ${what} has a NUL character, which cannot be stored. Take it out.`
  return null
}

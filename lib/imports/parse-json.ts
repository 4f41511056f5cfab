import { PosternError } from '#lib/core/errors.ts'
import { jsonProblem, sentenceOf } from '#lib/secrets/json-value.ts'
import { type SecretType, secretTypes } from '#lib/secrets/schema.ts'
import { type JsonEntry, jsonEntries } from './json-entries.ts'
import type { ParsedFile, ParsedRow, RowFields } from './parsed-file.ts'
import { maxImportRows } from './schema.ts'

const fullForm = new Set(['name', 'type', 'value', 'description', 'allowedHosts', 'expiresOn', 'visibility', 'purpose'])

/**
 * Reads a JSON file: an object of name → value, or a list of objects with name and value. A value is a text, a pair
 * `{ username, password }`, any other object (a JSON secret, kept as it is written), or the full form, which states
 * type, description and the rest too. Throws `invalid` where the text is not JSON: then nothing of it can be told apart.
 */
export function parseJsonFile(text: string): ParsedFile {
  // A byte order mark is no white space for JSON; what follows it keeps its place.
  const readable = text.replace(/^\ufeff/, ' ')
  const problem = jsonProblem(readable, { isFile: true })
  if (problem) throw new PosternError('invalid', undefined, { fields: { text: sentenceOf(problem) } })
  const isList = readable.trimStart().startsWith('[')
  const rows = jsonEntries(readable)
    .slice(0, maxImportRows + 1)
    .map((entry) => rowOf(entry, isList))
  return { rows, glue: { open: isList ? '[' : '{', head: [0, 0], between: ',', close: isList ? ']' : '}' } }
}

function rowOf(entry: JsonEntry, isList: boolean): ParsedRow {
  const { line, range } = entry
  const row = (name: string, found: Found): ParsedRow => ({ line, range, name, ...found })
  if (!isList) return row(entry.key ?? '', fieldsOf(entry, entry.value, true))

  const problem = entry.value.startsWith('{') ? problemIn(entry) : 'An object with name and value is expected here.'
  if (problem) return row('', refused(problem))
  const name = textIn(jsonEntries(entry.value), 'name')
  if (typeof name !== 'string') return row('', refused('There is no name, which is a text, in this object.'))
  return row(name, fullFieldsOf(entry))
}

type Found = Pick<ParsedRow, 'fields' | 'problem'>
const refused = (problem: string): Found => ({ fields: null, problem })
const found = (fields: RowFields): Found => ({ fields, problem: null })

/** What a value alone says: its type follows from its shape. */
function fieldsOf(entry: JsonEntry, value: string, mayBeFull: boolean): Found {
  if (value.startsWith('"')) return found({ type: 'token', value: JSON.parse(value) as string })
  if (!value.startsWith('{')) return refused(`${kindOf(value)} is no value of a secret. Put it in quotes.`)
  const problem = problemIn({ ...entry, value })
  if (problem) return refused(problem)
  const keys = jsonEntries(value).map(({ key }) => key ?? '')
  if (mayBeFull && keys.includes('value') && keys.every((key) => fullForm.has(key))) return fullFieldsOf(entry)
  const pair = pairIn(value)
  return found(pair ? { type: 'username_password', value: pair } : { type: 'json', value })
}

/** The full form: what it does not know is refused, not dropped. */
function fullFieldsOf(entry: JsonEntry): Found {
  const parts = jsonEntries(entry.value)
  const unknown = parts.find(({ key }) => !fullForm.has(key ?? ''))
  if (unknown)
    return refused(
      `“${cut(unknown.key ?? '')}” is no field of a secret. Remove it, or write the JSON secret as the value.`,
    )
  const raw = parts.find(({ key }) => key === 'value')
  if (!raw) return refused('There is no value in this object.')
  const type = textIn(parts, 'type')
  if (type !== undefined && !secretTypes.includes(type as SecretType)) {
    return refused(`The type is none that Postern knows: ${secretTypes.join(', ')}.`)
  }

  const rest: Omit<RowFields, 'type' | 'value'> = {}
  for (const name of ['description', 'visibility', 'purpose'] as const) {
    const text = textIn(parts, name)
    if (text === null) return refused(`“${name}” is a text.`)
    if (text !== undefined) rest[name] = text
  }
  const day = parts.find(({ key }) => key === 'expiresOn')
  if (day) {
    const value: unknown = JSON.parse(day.value)
    if (value !== null && typeof value !== 'string')
      return refused('“expiresOn” is a date in quotes, like "2027-03-14", or null.')
    rest.expiresOn = value
  }
  const hosts = parts.find(({ key }) => key === 'allowedHosts')
  if (hosts) {
    const value: unknown = JSON.parse(hosts.value)
    if (!isTexts(value)) return refused('“allowedHosts” is a list of texts.')
    rest.allowedHosts = value
  }
  const value = ofType(entry, raw.value, type as SecretType | undefined)
  return value.fields ? found({ ...rest, type: value.fields.type, value: value.fields.value }) : value
}

function ofType(entry: JsonEntry, value: string, type: SecretType | undefined): Found {
  if (type === 'json') {
    // As a text too, so that nobody has to write numbers that a program would rewrite.
    return found({ type, value: value.startsWith('"') ? (JSON.parse(value) as string) : value })
  }
  const plain = fieldsOf(entry, value, false)
  if (!plain.fields || type === undefined || plain.fields.type === type) return plain
  return refused(
    type === 'token'
      ? 'The value of a Token is a text.'
      : 'The value of a Username and password is { "username", "password" }, both texts.',
  )
}

function pairIn(value: string): { username: string; password: string } | null {
  const parts = jsonEntries(value)
  const [username, password] = [textIn(parts, 'username'), textIn(parts, 'password')]
  return parts.length === 2 && typeof username === 'string' && typeof password === 'string'
    ? { username, password }
    : null
}

/** The text of a key; undefined: there is no such key; null: it is no text. */
function textIn(parts: JsonEntry[], key: string): string | null | undefined {
  const part = parts.find((each) => each.key === key)
  if (!part) return undefined
  return part.value.startsWith('"') ? (JSON.parse(part.value) as string) : null
}

/** Why an object inside the file cannot be stored, placed where it stands in the file. */
function problemIn({ value, line, column }: JsonEntry): string | null {
  const problem = jsonProblem(value, { firstLine: line })
  if (!problem) return null
  return sentenceOf(problem.line === line ? { ...problem, column: problem.column + column - 1 } : problem)
}

function kindOf(value: string): string {
  if (value.startsWith('[')) return 'A list'
  if (value === 'null') return 'null'
  return value === 'true' || value === 'false' ? `${value}` : 'A number'
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

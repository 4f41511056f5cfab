import { CsvError, parse } from 'csv-parse/sync'
import { PosternError } from '#lib/core/errors.ts'
import { type SecretType, secretTypeLabels, secretTypes } from '#lib/secrets/schema.ts'
import type { ParsedFile, ParsedRow, RowFields } from './parsed-file.ts'
import { maxImportRows } from './schema.ts'

const columns = [
  'name',
  'value',
  'type',
  'username',
  'password',
  'description',
  'allowed_domains',
  'expires_on',
  'visibility',
  'purpose',
] as const
type Column = (typeof columns)[number]
type Record = { record: string[]; info: { bytes: number } }

/**
 * Reads a CSV file whose first line names its columns, in any order; `name` and `value` (or `username` and `password`)
 * are needed. Commas, semicolons or tabs; quotes, values of several lines, a byte order mark. Throws `invalid` where
 * rows cannot be told apart.
 */
export function parseCsvFile(text: string): ParsedFile {
  const records = recordsOf(text)
  const [header, ...rest] = records
  if (!header) throw refusal('The file is empty. Its first line names the columns, like name,value.')
  const places = placesOf(header.record)
  const charactersAt = characterCounter(text)

  let from = charactersAt(header.info.bytes)
  let line = 1 + lineEnds(text, 0, from)
  const glue = { open: '', head: [0, from] as [number, number], between: '\n', close: '' }
  const rows = rest.map(({ record, info }): ParsedRow => {
    const to = charactersAt(info.bytes)
    const range = withoutBlank(text, from, to)
    const first = line + lineEnds(text, from, range[0])
    line += lineEnds(text, from, to)
    from = to
    return { line: first, range, ...rowOf(record, header.record.length, places) }
  })
  return { rows, glue }
}

const refusal = (sentence: string) => new PosternError('invalid', undefined, { fields: { text: sentence } })

function recordsOf(text: string): Record[] {
  try {
    // With `info`, records come as { record, info }, which the types do not say.
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      to: maxImportRows + 2,
    }) as unknown as Record[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Its message quotes what it read.
    const line = (error as { lines?: unknown }).lines
    const where = typeof line === 'number' ? `Line ${line}: ` : ''
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw refusal(`${where}a quote that opens a value is never closed.`)
    throw refusal(
      `${where}a quote stands inside a value. Put the whole value in quotes, and write each quote inside it twice.`,
    )
  }
}

/** The one that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replace(/"[^"]*"/, '').split(/[\r\n]/, 1)
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: first.split(delimiter).length }))
  return counted.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ','
}

type Places = Map<Column, number>

function placesOf(header: string[]): Places {
  const places: Places = new Map()
  header.forEach((cell, index) => {
    const typed = cell.trim().toLowerCase().replaceAll(/[ -]/g, '_')
    const column = { alias: 'name', key: 'name', secret: 'value', allowed_hosts: 'allowed_domains' }[typed] ?? typed
    // Not quoted: where the first line is missing, this is a value.
    if (!(columns as readonly string[]).includes(column)) {
      throw refusal(`Line 1 names the columns; the one in place ${index + 1} is none of ${columns.join(', ')}.`)
    }
    if (places.has(column as Column)) throw refusal(`Line 1 names the column ${column} twice.`)
    places.set(column as Column, index)
  })
  if (!places.has('name')) throw refusal('Line 1 names the columns, and there is none called name.')
  if (!places.has('value') && !(places.has('username') && places.has('password'))) {
    throw refusal('Line 1 names the columns, and there is none called value, nor username and password.')
  }
  return places
}

function rowOf(record: string[], width: number, places: Places): Pick<ParsedRow, 'name' | 'fields' | 'problem'> {
  const cell = (column: Column): string => record[places.get(column) ?? -1] ?? ''
  const name = cell('name').trim()
  const refused = (problem: string) => ({ name, fields: null, problem })
  if (record.length > width) {
    return refused(
      `There are ${record.length} values for ${width} columns. Put a value that contains the separator in quotes.`,
    )
  }
  const type = typeIn(cell('type'), cell('username') !== '' || cell('password') !== '')
  if (!type) return refused(`The type is none that Postern knows: ${secretTypes.join(', ')}.`)
  const isPair = type === 'username_password'
  if (isPair ? cell('value') !== '' : cell('username') !== '' || cell('password') !== '') {
    return refused('There is a value, and a username or a password too. A secret is one or the other.')
  }
  const fields: RowFields = {
    type,
    value: isPair ? { username: cell('username'), password: cell('password') } : cell('value'),
  }
  const text = (column: Column) => cell(column).trim()
  if (text('description') !== '') fields.description = text('description')
  if (text('allowed_domains') !== '') fields.allowedHosts = text('allowed_domains').split(/[\s,;]+/)
  if (text('expires_on') !== '') fields.expiresOn = text('expires_on')
  if (text('visibility') !== '') fields.visibility = text('visibility').toLowerCase()
  if (text('purpose') !== '') fields.purpose = text('purpose').toLowerCase()
  return { name, fields, problem: null }
}

function typeIn(cell: string, hasPair: boolean): SecretType | undefined {
  const typed = cell.trim().toLowerCase()
  if (typed === '') return hasPair ? 'username_password' : 'token'
  return secretTypes.find((type) => type === typed || secretTypeLabels[type].toLowerCase() === typed)
}

/** Places in bytes, asked for in order, as places in characters. */
function characterCounter(text: string): (bytes: number) => number {
  const encoded = Buffer.from(text)
  let bytes = 0
  let characters = 0
  return (to) => {
    characters += encoded.toString('utf8', bytes, to).length
    bytes = to
    return characters
  }
}

/** Without the empty lines before it and the line end after it. */
function withoutBlank(text: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to]
  while (start < end && isLineEnd(text[start])) start += 1
  while (end > start && isLineEnd(text[end - 1])) end -= 1
  return [start, end]
}

const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r'

const lineEnds = (text: string, from: number, to: number): number => text.slice(from, to).split(/\r\n|\n|\r/).length - 1

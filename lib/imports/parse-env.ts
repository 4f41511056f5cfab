import type { ParsedFile, ParsedRow } from './parsed-file.ts'
import { maxImportRows } from './schema.ts'

type Found = { line: number; start: number }

/**
 * Reads a `.env` file as `parseEnv` of node:util does: `export`, comments, three kinds of quotes, values of several
 * lines, `\n` inside double quotes. Where parseEnv drops something without a word (what follows a closing quote, a `#`
 * inside a value, a line without `=`, the earlier of two lines of one name), the row is there and says so.
 */
export function parseEnvFile(text: string): ParsedFile {
  const rows: ParsedRow[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  while (at < text.length && rows.length <= maxImportRows) {
    const end = endOfLine(text, at)
    const content = text.slice(at, end)
    const start = at + (content.length - content.trimStart().length)
    if (isBlank(content)) {
      at = end + 1
      line += 1
      continue
    }
    const row = readLine(text, { line, start }, end)
    rows.push(row)
    line += linesIn(text, at, row.range[1])
    at = endOfLine(text, row.range[1]) + 1
    line += 1
  }
  return { rows, glue: { open: '', head: [0, 0], between: '\n', close: '' } }
}

function readLine(text: string, { line, start }: Found, end: number): ParsedRow {
  const equals = text.slice(start, end).indexOf('=')
  const none = (problem: string): ParsedRow => ({ line, range: [start, end], name: '', fields: null, problem })
  if (equals === -1) return none('This line is not NAME=value, so it was not read.')
  const name = nameOf(text.slice(start, start + equals))
  if (name === '') return none('No name stands before the “=”, so this line was not read.')

  const from = start + equals + 1
  const value = valueAt(text, from, end)
  const problem = value.problem ?? (value.text === '' ? 'There is no value after the “=”.' : null)
  return {
    line,
    range: [start, value.end],
    name,
    fields: problem === null ? { type: 'token', value: value.text } : null,
    problem,
  }
}

const nameOf = (text: string): string => trim(trim(text).replace(/^export[ \t]+/, ''))

type Value = { text: string; end: number; problem: string | null }

function valueAt(text: string, from: number, end: number): Value {
  const first = from + (/^[ \t]*/.exec(text.slice(from, end))?.[0].length ?? 0)
  const quote = text[first]
  if (first < end && (quote === '"' || quote === "'" || quote === '`')) return quotedAt(text, first, quote, end)

  const raw = text.slice(from, end)
  const hash = raw.indexOf('#')
  const value = trim(hash === -1 ? raw : raw.slice(0, hash))
  // `name=abc#def`: more likely a part of the value than a comment.
  const isCut = hash > 0 && !/[ \t]/.test(raw[hash - 1] ?? '')
  if (isCut)
    return { text: '', end, problem: 'A “#” begins a comment, which would cut the value. Put the value in quotes.' }
  if (value.includes('\r'))
    return {
      text: '',
      end,
      problem: 'A carriage return stands inside the value. Put it in quotes, or save the file with other line ends.',
    }
  return { text: value, end, problem: null }
}

function quotedAt(text: string, opening: number, quote: string, end: number): Value {
  const closing = text.indexOf(quote, opening + 1)
  if (closing === -1) return { text: '', end, problem: 'The quote that opens the value is never closed.' }
  const lastEnd = endOfLine(text, closing)
  const rest = trim(text.slice(closing + 1, lastEnd))
  if (rest !== '' && !rest.startsWith('#')) {
    const problem =
      'Something follows the closing quote and would be lost. A quote inside the value needs other quotes around it.'
    return { text: '', end: lastEnd, problem }
  }
  const inside = text.slice(opening + 1, closing).replaceAll('\r\n', '\n')
  if (inside.includes('\r')) {
    return {
      text: '',
      end: lastEnd,
      problem: 'A carriage return stands inside the value. Save the file with other line ends.',
    }
  }
  return { text: quote === '"' ? inside.replaceAll('\\n', '\n') : inside, end: lastEnd, problem: null }
}

/** Where the line of `at` ends: at its line feed, or at the end of the text. */
function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed === -1 ? text.length : feed
}

const isBlank = (line: string): boolean => /^[ \t\r]*(?:#|$)/.test(line)

/** As parseEnv trims: no other white space than this. A loop: a `[ \t]+$` takes minutes for a megabyte of spaces. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start += 1
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d

function linesIn(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

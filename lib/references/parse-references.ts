import { parsePart } from './parse-part.ts'
import { readOpener } from './read-opener.ts'

/** One reference; `start` and `end` are offsets in the text that was parsed. */
export type Reference = { start: number; end: number; name: string; part: string | null; raw: string }

/** A stretch of the text from `start` to `end`; the `text` of an escaped opener lacks the backslash it begins with. */
export type Segment =
  | { kind: 'text'; text: string; start: number; end: number }
  | { kind: 'reference'; reference: Reference }

/** Why something that looks like a reference is none. The message quotes nothing of the text. */
export type ReferenceProblem = { start: number; end: number; message: string }

export type ParsedText = { segments: Segment[]; references: Reference[]; errors: ReferenceProblem[] }

const maxNameLength = 128
const openBrace = 0x7b
const closeBrace = 0x7d
const backslash = 0x5c

/**
 * Splits a text into its references and what stands between them. Total and linear: every character is looked at a
 * bounded number of times, and there is no regular expression to backtrack. A near miss is an error and stays text;
 * whoever sends refuses a text with errors. The grammar is that of docs/sending.md.
 */
export function parseReferences(source: string): ParsedText {
  const parsed: ParsedText = { segments: [], references: [], errors: [] }
  let textStart = 0
  // 1 where the text begins with the backslash of an escape, which is not sent.
  let skipped = 0
  let at = 0
  // Whether the text has opened a brace of its own, so that one more closing brace can be its own too.
  let hasOpenedBrace = false

  const endText = (end: number) => {
    const text = source.slice(textStart + skipped, end)
    if (text !== '') parsed.segments.push({ kind: 'text', text, start: textStart, end })
    textStart = end
    skipped = 0
  }

  for (;;) {
    const start = source.indexOf('{', at)
    if (start === -1) break
    const opener = readOpener(source, start)
    if (!opener) {
      hasOpenedBrace = true
      at = start + 1
      while (source.charCodeAt(at) === openBrace) at += 1
      continue
    }
    if (isEscaped(source, start, at)) {
      endText(start - 1)
      skipped = 1
      hasOpenedBrace = true
      at = opener.end
      continue
    }
    const read = opener.problem
      ? { end: opener.end, problem: opener.problem }
      : readBody(source, opener.end, opener.braces)
    const extra = source.charCodeAt(read.end) === closeBrace && !hasOpenedBrace
    if ('problem' in read || extra) {
      const message = 'problem' in read ? read.problem : 'it has more closing braces than opening ones'
      parsed.errors.push({ start, end: read.end, message })
      hasOpenedBrace = true
      at = read.end
      continue
    }
    endText(start)
    const reference = { start, end: read.end, name: read.name, part: read.part, raw: source.slice(start, read.end) }
    parsed.segments.push({ kind: 'reference', reference })
    parsed.references.push(reference)
    textStart = read.end
    at = read.end
  }
  endText(source.length)
  return parsed
}

/** An odd run of backslashes before an opener escapes it. `from`: what was read before cannot belong to the run. */
function isEscaped(text: string, start: number, from: number): boolean {
  let first = start
  while (first > from && text.charCodeAt(first - 1) === backslash) first -= 1
  return (start - first) % 2 === 1
}

type Body = { end: number; name: string; part: string | null } | { end: number; problem: string }

/** Reads name, part and closing braces from behind the opener; stops at the first character that cannot belong. */
function readBody(text: string, start: number, braces: number): Body {
  let at = skipSpaces(text, start)
  const nameStart = at
  while (isNameCharacter(text.charCodeAt(at))) at += 1
  const name = text.slice(nameStart, at)
  at = skipSpaces(text, at)

  let part: string | null = null
  if (text.charCodeAt(at) === 0x23) {
    const partStart = skipSpaces(text, at + 1)
    at = partStart
    while (isPartCharacter(text.charCodeAt(at))) at += 1
    let partEnd = at
    while (partEnd > partStart && text.charCodeAt(partEnd - 1) === 0x20) partEnd -= 1
    part = text.slice(partStart, partEnd)
  }

  const bodyEnd = at
  while (at - bodyEnd < braces && text.charCodeAt(at) === closeBrace) at += 1
  const problem = (message: string) => ({ end: at, problem: message })
  if (at === text.length && at === bodyEnd) return problem('it is not closed')
  if (at === bodyEnd) return problem(part === null ? foreignCharacter(name) : 'a brace in a part is written %7B or %7D')
  if (at - bodyEnd < braces) return problem('it has fewer closing braces than opening ones')
  if (name === '') return problem('the name of a secret is missing')
  if (name.length > maxNameLength) return problem(`a name has at most ${maxNameLength} characters`)
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..'))
    return problem('a name has no dot at its ends and no two in a row')
  if (part !== null) {
    const parsed = parsePart(part)
    if (!parsed.ok) return problem(parsed.message)
  }
  return { end: at, name, part }
}

const foreignCharacter = (name: string) =>
  name === ''
    ? 'the name of a secret is missing'
    : 'it is not closed behind its name, which has only letters, numbers, dots, hyphens and underscores'

function skipSpaces(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 0x20) at += 1
  return at
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x5f
  )
}

/** Anything but braces and control characters; NaN, which is the text's end, is neither. */
const isPartCharacter = (code: number) => code >= 0x20 && code !== 0x7f && code !== openBrace && code !== closeBrace

import type { Segment } from './parse-references.ts'

/**
 * What stands for something that is only known when it is sent: `{{event.station}}`, `{{recipient.phone}}`,
 * `{{variables.hotline}}`, `{{steps.login.body#/token}}`, `{{steps.login.status}}`, `{{template.subject}}`.
 */
export type Macro =
  | { kind: 'event' | 'recipient'; path: string[] }
  | { kind: 'variables'; name: string }
  | { kind: 'steps'; step: string; field: 'status' }
  /** `pointer`: an RFC 6901 pointer into a JSON body; empty: the whole body. */
  | { kind: 'steps'; step: string; field: 'body'; pointer: string }
  | { kind: 'template'; field: 'subject' }

/** A macro as it stands in a text; `start` and `end` are offsets in the text that was parsed. */
export type FoundMacro = { macro: Macro; start: number; end: number; raw: string }

export type TextSegment = Segment | ({ kind: 'macro' } & FoundMacro)

const longest = 300

// Two braces on each side, a category, a dot, and nothing but one line without braces.
const form = /\{\{ *(event|recipient|variables|steps|template)\.([^{}\p{Cc}]{1,256}?) *\}\}/uy

/**
 * Splits the texts between the references of a parsed text into its macros and what stands between them. Total and
 * linear. What is not exactly a macro stays text; an odd run of `\` before one escapes it and loses one.
 */
export function splitMacros(segments: Segment[]): TextSegment[] {
  return segments.flatMap((segment) => (segment.kind === 'text' ? split(segment) : [segment]))
}

function split(segment: Extract<Segment, { kind: 'text' }>): TextSegment[] {
  const { text } = segment
  // Of an escaped opener, the text is one shorter than its place in the source.
  const offset = segment.end - text.length
  const found: TextSegment[] = []
  let textStart = 0
  let sourceStart = segment.start
  const endText = (end: number) => {
    if (end > textStart)
      found.push({ kind: 'text', text: text.slice(textStart, end), start: sourceStart, end: offset + end })
  }
  let at = 0
  for (;;) {
    const start = text.indexOf('{{', at)
    if (start === -1) break
    const macro = readMacro(text, start)
    if (!macro) {
      at = start + 1
      continue
    }
    if (isEscaped(text, start, textStart)) {
      endText(start - 1)
      sourceStart = offset + start - 1
      textStart = start
      at = macro.end
      continue
    }
    endText(start)
    const end = offset + macro.end
    found.push({
      kind: 'macro',
      macro: macro.macro,
      start: offset + start,
      end,
      raw: text.slice(start, macro.end),
    })
    textStart = macro.end
    sourceStart = end
    at = macro.end
  }
  endText(text.length)
  return found
}

function readMacro(text: string, start: number): { macro: Macro; end: number } | null {
  form.lastIndex = 0
  // A window, so that a long run of openers is not read again from each of them to the end.
  const [whole, kind, rest] = form.exec(text.slice(start, start + longest)) ?? []
  if (whole === undefined || kind === undefined || rest === undefined) return null
  const macro = macroOf(kind, rest)
  return macro && { macro, end: start + whole.length }
}

/** The macro that a category and what follows its dot make; null: none. */
function macroOf(kind: string, rest: string): Macro | null {
  switch (kind) {
    case 'event':
    case 'recipient':
      return /^[\w-]+(\.[\w-]+)*$/.test(rest) ? { kind, path: rest.split('.') } : null
    case 'variables':
      return /^[A-Za-z][\w-]*$/.test(rest) ? { kind, name: rest } : null
    case 'template':
      return rest === 'subject' ? { kind, field: 'subject' } : null
    default: {
      const [, step, field, pointer] = /^([\w-]+)\.(status|body)(?:#((?:\/.*)?))?$/u.exec(rest) ?? []
      if (step === undefined) return null
      if (field === 'status') return pointer === undefined ? { kind: 'steps', step, field } : null
      return { kind: 'steps', step, field: 'body', pointer: pointer ?? '' }
    }
  }
}

function isEscaped(text: string, start: number, from: number): boolean {
  let first = start
  while (first > from && text.charCodeAt(first - 1) === 0x5c) first -= 1
  return (start - first) % 2 === 1
}

/** How a macro is written: what a picker inserts, and what a sentence names. */
export function macroText(macro: Macro): string {
  switch (macro.kind) {
    case 'event':
    case 'recipient':
      return `{{${macro.kind}.${macro.path.join('.')}}}`
    case 'variables':
      return `{{variables.${macro.name}}}`
    case 'template':
      return '{{template.subject}}'
    case 'steps':
      return macro.field === 'status'
        ? `{{steps.${macro.step}.status}}`
        : `{{steps.${macro.step}.body${macro.pointer === '' ? '' : `#${macro.pointer}`}}}`
  }
}

import { createScanner } from 'jsonc-parser'

/** From `start` to `end`, in characters of the text. */
export type Range = { start: number; end: number }

/**
 * What of a JSON text may be read while it is masked: keys, punctuation and white space. Whatever else stands there,
 * valid or not, is a leaf and stays masked; so does everything that is not understood.
 */
export function legibleRanges(text: string): Range[] {
  const ranges: Range[] = []
  const open: ('object' | 'list')[] = []
  const scanner = createScanner(text, false)
  let isKeyNext = false

  for (;;) {
    scanner.scan()
    const start = scanner.getTokenOffset()
    if (start >= text.length) break
    const end = start + scanner.getTokenLength()
    const token = text[start] ?? ''
    // JSON's own white space alone: the scanner takes other kinds for the beginning of a word.
    const isSpace = ' \t\r\n'.includes(token)
    if (isSpace || '{}[]:,'.includes(token)) add(ranges, start, end)
    else if (token === '"' && isKeyNext) add(ranges, start, start + keyLength(text.slice(start, end)))

    if (token === '{') open.push('object')
    else if (token === '[') open.push('list')
    else if (token === '}' || token === ']') open.pop()
    if (!isSpace) isKeyNext = (token === '{' || token === ',') && open.at(-1) === 'object'
  }
  return ranges
}

/** A key that is not closed may have run on into its value: it is legible up to where that could begin. */
function keyLength(key: string): number {
  if (key.length > 1 && /[^\\](\\\\)*"$/.test(key)) return key.length
  return /[\s:,]/.exec(key)?.index ?? key.length
}

function add(ranges: Range[], start: number, end: number): void {
  const last = ranges.at(-1)
  if (last?.end === start) last.end = end
  else if (end > start) ranges.push({ start, end })
}

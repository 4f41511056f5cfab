import { parseReferences } from './parse-references.ts'
import { readOpener } from './read-opener.ts'

/**
 * A text in which every reference to `from` (without regard to case) names `to` instead, and nothing else is different:
 * form, braces, spaces, part and escapes stay. Total; a near miss is no reference and stays text.
 */
export function rewriteReferences(text: string, from: string, to: string): string {
  const wanted = from.toLowerCase()
  let rewritten = ''
  let at = 0
  for (const { start, name, raw } of parseReferences(text).references) {
    if (name.toLowerCase() !== wanted) continue
    const nameStart = start + raw.indexOf(name, readOpener(raw, 0)?.end ?? 0)
    rewritten += text.slice(at, nameStart) + to
    at = nameStart + name.length
  }
  return rewritten + text.slice(at)
}

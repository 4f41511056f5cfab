import { splitMacros } from '#lib/references/macros.ts'
import { parseReferences } from '#lib/references/parse-references.ts'

/** `unknown`: between two braces, and nothing that is put in. `name`: of a secret, in lower case. */
export type TextPiece =
  | { look: 'text' | 'macro' | 'unknown'; start: number; text: string }
  | { look: 'secret'; start: number; text: string; name: string }

/** A text in its pieces as they are coloured: references, macros, what only looks like one, and what stands between. */
export function textPieces(text: string): TextPiece[] {
  return splitMacros(parseReferences(text).segments).flatMap((segment): TextPiece[] => {
    if (segment.kind === 'reference') {
      const { start, raw, name } = segment.reference
      return [{ look: 'secret', start, text: raw, name: name.toLowerCase() }]
    }
    if (segment.kind === 'macro') return [{ look: 'macro', start: segment.start, text: segment.raw }]
    return unknownIn(text.slice(segment.start, segment.end), segment.start)
  })
}

/** What is escaped is meant as text. */
function unknownIn(text: string, offset: number): TextPiece[] {
  const pieces: TextPiece[] = []
  let at = 0
  for (const match of text.matchAll(/(?<![\\{])\{\{ {0,8}[A-Za-z][^{}\n"]{0,200}\}\}/g)) {
    if (match.index > at) pieces.push({ look: 'text', start: offset + at, text: text.slice(at, match.index) })
    pieces.push({ look: 'unknown', start: offset + match.index, text: match[0] })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ look: 'text', start: offset + at, text: text.slice(at) })
  return pieces
}

import { hasDotSegment } from './base-url.ts'
import type { Template } from './template.ts'

/**
 * Why the text of a path cannot be sent as it stands, or null. Total. Threat: a character that a URL parser moves,
 * drops or reads as the path's end, so that the address which was judged is not the address that is called.
 */
export function pathProblem({ pieces }: Template): string | null {
  // A stand-in for each reference: a letter, which is special nowhere in a path.
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : 'x')).join('')
  if (text !== '' && !text.startsWith('/')) return 'The path must begin with /.'
  if (text.includes('?')) return 'Put what follows the ? in Query. The path ends before it.'
  if (text.includes('#'))
    return 'The path may not have a #, which servers never get to see. Write %23 for the character.'
  if (/[\p{Cc}\p{Cf}\\]/u.test(text))
    return 'The path may not have line breaks, tabs, invisible characters or a backslash.'
  if (!text.isWellFormed()) return 'The path has half a character. Type it again.'
  if (/%(?![0-9a-f]{2})/i.test(text))
    return 'In the path a % must begin two hex digits. Write %25 for the character itself.'
  if (/%7b(%20|\s)*secrets?(%20|\s)*[.:]/i.test(text)) {
    return 'The path has a reference with a percent-encoded brace. Write { and }.'
  }
  if (hasDotSegment(text)) return 'The path may not have a segment . or ..'
  return null
}

import { dots } from '#lib/sending/dots.ts'
import { isTokenLike } from './is-token-like.ts'

/**
 * A JSON text, or what was cut off one, in which dots stand for whatever a field named like a token holds. Total and
 * linear: what is no JSON stays as it is, but for what looks like such a field.
 */
export function maskJson(text: string): string {
  let masked = ''
  let from = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    const end = stringEnd(text, at)
    const colon = skipSpace(text, end)
    if (text[colon] === ':' && isTokenLike(keyOf(text.slice(at, end)))) {
      const start = skipSpace(text, colon + 1)
      masked += `${text.slice(from, start)}"${dots}"`
      from = valueEnd(text, start)
      at = from
    } else at = end
  }
  return masked + text.slice(from)
}

/** Behind the closing quote, or the end of the text. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1
  return at
}

function valueEnd(text: string, start: number): number {
  let depth = 0
  let at = start
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '"') at = stringEnd(text, at)
    else {
      if (character === '{' || character === '[') depth += 1
      else if (character === '}' || character === ']') depth -= 1
      else if (character === ',' && depth === 0) return at
      // The end of what it stands in.
      if (depth < 0) return at
      at += 1
    }
    if (depth === 0 && at > start && '"}]'.includes(text.charAt(at - 1))) return at
  }
  return at
}

function keyOf(source: string): string {
  try {
    return String(JSON.parse(source))
  } catch {
    return source
  }
}

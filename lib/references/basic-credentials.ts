import type { Piece } from './template.ts'

/**
 * What follows `Basic ` in a header value that names a secret, or null for any other value. The scheme is matched
 * without regard to case (RFC 9110 section 11.1).
 */
export function basicCredentials(pieces: Piece[]): Piece[] | null {
  const [first, ...rest] = pieces
  if (first?.kind !== 'text' || rest.every((piece) => piece.kind === 'text')) return null
  const scheme = /^basic +/i.exec(first.text)
  if (!scheme) return null
  const text = first.text.slice(scheme[0].length)
  return text === '' ? rest : [{ kind: 'text', text }, ...rest]
}

/** Whether credentials have a form that can be encoded: one reference alone, or `username:password` in any mixture. */
export function isBasicForm(credentials: Piece[]): boolean {
  if (credentials.length === 1) return true
  return credentials.some((piece) => piece.kind === 'text' && piece.text.includes(':'))
}

/** Whether credentials are one reference, or one and a colon: the forms in which a pair is used whole. */
export function isWholePairForm(credentials: Piece[]): boolean {
  const [first, second] = credentials
  if (first?.kind !== 'reference') return false
  return credentials.length === 1 || (credentials.length === 2 && second?.kind === 'text' && second.text === ':')
}

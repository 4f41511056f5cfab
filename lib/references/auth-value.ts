import { parseReferences } from './parse-references.ts'
import type { Auth } from './stored-request.ts'

/**
 * How the value of an authentication uses its one reference: alone, or in Basic as the password behind a typed username,
 * or as the username before an empty password.
 */
export type AuthValue = { as: 'whole' | 'username' | 'password'; username: string; reference: string }

/**
 * Reads the value of an authentication, or null where it is not one reference in one of these forms. Total. Threat: what
 * else is typed beside a reference, and passes for an authentication, may be a credential in plain text.
 */
export function readAuthValue({ kind, value }: Pick<Auth, 'kind' | 'value'>): AuthValue | null {
  const { segments, references, errors } = parseReferences(value)
  const [reference] = references
  if (!reference || references.length > 1 || errors.length > 0) return null
  const { raw, start, end } = reference
  if (segments.length === 1) return { as: 'whole', username: '', reference: raw }
  if (kind !== 'basic') return null
  const [before, behind] = [value.slice(0, start), value.slice(end)]
  if (before === '' && behind === ':') return { as: 'username', username: '', reference: raw }
  const username = before.slice(0, -1)
  if (behind !== '' || !before.endsWith(':') || username === '' || /[:\\]/.test(username)) return null
  return { as: 'password', username, reference: raw }
}

/** The value of an authentication in which a reference is used like this. */
export function authValueOf({ as, username, reference }: AuthValue): string {
  if (as === 'password') return `${username}:${reference}`
  return as === 'username' ? `${reference}:` : reference
}

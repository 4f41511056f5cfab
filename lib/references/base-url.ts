import { parseReferences } from './parse-references.ts'

/**
 * Why a text cannot be an integration's base URL, or null. Total. Threat: the URL parser drops tabs and line breaks,
 * turns `\` into `/` and reads `https:host` as well, so what a person reads would not be what is dialled.
 */
export function baseUrlProblem(text: string): string | null {
  if (text === '') return 'Enter the base URL, such as https://api.example.com.'
  const { references, errors } = parseReferences(text)
  if (references.length + errors.length > 0) return 'The base URL may not hold a reference to a secret.'
  if (!text.isWellFormed()) return 'The base URL has half a character. Type it again.'
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(text))
    return 'The base URL may not have spaces, line breaks, invisible characters or a backslash.'
  if (!/^https?:\/\/[^/?#]/i.test(text))
    return 'The base URL must begin with https:// and a host, such as https://api.example.com.'
  if (!URL.canParse(text)) return 'This is no URL. The base URL looks like https://api.example.com/v2.'
  const url = new URL(text)
  if (/^[^/]*\/\/[^/?#]*@/.test(text))
    return 'The base URL may not hold a user name or a password. Put a reference in a header instead.'
  if (text.includes('?') || text.includes('#'))
    return 'The base URL has no query and no #. Put parameters in the request’s query.'
  if (/[{}]/.test(text)) return 'The base URL may not have braces.'
  if (hasDotSegment(text.replace(/^[^/]*\/\/[^/]*/, ''))) return 'The base URL’s path may not have a segment . or ..'
  if (url.hostname === '' || url.hostname.endsWith('..')) return 'This is no host name.'
  if (url.port === '0') return 'The port must be from 1 to 65535.'
  return null
}

/** Whether a path has a segment that a URL parser takes for "here" or "up", also where it is percent-encoded. */
export function hasDotSegment(path: string): boolean {
  return path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment))
}

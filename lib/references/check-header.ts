import type { NamedTemplate } from './template.ts'

/**
 * Headers that frame the message or address the connection. Threat: behind a shared front, `Host` sends the secret to
 * another tenant, and two lengths make one request into two (RFC 9110 sections 7.2, 7.6.1 and 10.1.1; RFC 9112
 * section 6).
 */
const forbidden = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
  'expect',
  // What a front in between takes for the host, or for the address.
  'forwarded',
  'x-forwarded-host',
  'x-forwarded-server',
  'x-host',
  'x-original-url',
  'x-rewrite-url',
])

/** Why a header's name cannot be sent, or null. Total. */
export function headerNameProblem(name: string): string | null {
  if (name === '') return 'Enter the header’s name, or remove the line.'
  if (name.length > 128) return 'A header’s name has at most 128 characters.'
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
    return "A header’s name has only letters, numbers and !#$%&'*+-.^_`|~."
  const lower = name.toLowerCase()
  if (forbidden.has(lower) || lower.startsWith('proxy-'))
    return `Requests may not set ${name}: Postern sets it, or leaves it out.`
  return null
}

/**
 * Why the text around the references of a header's value cannot be sent, or null. Total. Threat: a line break begins
 * a header of its own; a character outside ASCII is read differently by every server.
 */
export function headerValueProblem({ pieces }: NamedTemplate): string | null {
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : 'x')).join('')
  if (/[^\x20-\x7e]/.test(text)) return 'A header’s value has only printable ASCII characters and no line breaks.'
  if (text.startsWith(' ') || text.endsWith(' ')) return 'A header’s value may not begin or end with a space.'
  return null
}

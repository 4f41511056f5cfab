type Pair = { name: string; value: string }
type Address = { origin: string; path: string; query: Pair[]; user: string | null; notes: string[] }

/**
 * An address as curl takes one, in its parts: no scheme is https, user and password come out of it, and the query is plain
 * text. References and macros in path and query stay as they are.
 */
export function splitAddress(text: string): Address | { problem: string } {
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(text))
    return { problem: 'The address may not have spaces, line breaks, invisible characters or a backslash.' }
  const [, scheme = '', authority = '', path = '', query] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(text) ?? []
  if (scheme !== '' && !/^https?$/i.test(scheme)) return { problem: 'The address must begin with https://.' }
  const notes: string[] = []
  if (scheme === '') notes.push('The address has no scheme. It is taken for https.')
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  const origin = `${scheme === '' ? 'https' : scheme.toLowerCase()}://${host}`
  if (host === '' || !URL.canParse(origin)) return { problem: 'The address has no host that could be called.' }
  return {
    origin: new URL(origin).origin,
    path: path === '/' ? '' : path,
    query: pairsOf(query ?? ''),
    user: at === -1 ? null : decoded(authority.slice(0, at)),
    notes,
  }
}

/** WHATWG URL, application/x-www-form-urlencoded. */
export function pairsOf(query: string): Pair[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return { name: decoded(name.replaceAll('+', ' ')), value: decoded(value.replaceAll('+', ' ')) }
    })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Whether the path of a URL is one that the pattern names: `*` is one segment, a `*` at the end whatever follows. It is
 * compared as it is written and as a server reads it that decodes `%2F` before it splits: both must match. One that climbs
 * for a server which decodes twice, or takes what follows a `;` for a parameter, is under nothing. `/*` is every path. Total.
 *
 * Threat: `/v2/%2e%2e%2fadmin` and `/v2/..;/admin` pass for something under `/v2/`.
 */
export function pathMatches(pattern: string, pathname: string): boolean {
  if (pattern === '/*') return true
  const written = pathname.split('/').map(decoded)
  if (!matches(pattern, written)) return false
  if (climbs(pathname)) return false
  if (!/%(?:2f|5c)|\\/i.test(pathname)) return true
  const asDecoded = written.flatMap((segment) => segment.split(/[/\\]/))
  return matches(pattern, asDecoded)
}

/** Whether some server reads a segment as "here" or "up": the URL parser has taken those away that it reads so itself. */
function climbs(pathname: string): boolean {
  let read = pathname
  for (let left = 3; left > 0; left -= 1) {
    if (read.split(/[/\\]/).some((segment) => /^\.{1,2}(?:;|$)/.test(segment))) return true
    read = decoded(read)
  }
  return false
}

function matches(pattern: string, path: string[]): boolean {
  const wanted = pattern.split('/')
  const isOpen = wanted.at(-1) === '*'
  const fixed = isOpen ? wanted.slice(0, -1) : wanted
  if (isOpen ? path.length <= fixed.length : path.length !== fixed.length) return false
  return fixed.every((segment, index) => (segment === '*' ? path[index] !== '' : path[index] === decoded(segment)))
}

/** What a segment stands for. One that is not percent-encoded UTF-8 stands for itself, in either case of its digits. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment.replace(/%[0-9a-f]{2}/gi, (byte) => byte.toUpperCase())
  }
}

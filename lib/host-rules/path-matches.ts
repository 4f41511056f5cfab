/**
 * Whether the path of a URL is one that the pattern names: `*` is one segment, a `*` at the end whatever follows. It is
 * compared as it is written and as a server reads it that decodes `%2F` before it splits: both must match. `/*` is every
 * path. Total.
 *
 * Threat: `/v2/%2e%2e%2fadmin` passes for something under `/v2/`.
 */
export function pathMatches(pattern: string, pathname: string): boolean {
  if (pattern === '/*') return true
  const written = pathname.split('/').map(decoded)
  if (!matches(pattern, written)) return false
  if (!/%(?:2f|5c)|\\/i.test(pathname)) return true
  const asDecoded = written.flatMap((segment) => segment.split(/[/\\]/))
  return !asDecoded.some((segment) => segment === '.' || segment === '..') && matches(pattern, asDecoded)
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

import { hostAllowed } from './host-allowed.ts'
import { pathMatches } from './path-matches.ts'

export type EndpointPatterns = { id: string; hostPattern: string; pathPattern: string }

/**
 * The endpoint that a URL goes to: of those that match the most specific one, its host named before a wildcard, then
 * the longer host, then the longer path. Null: none matches. The same for any order of the endpoints. Plain http
 * goes to none: what is on the list is meant to be reached over https.
 */
export function matchingEndpoint<Endpoint extends EndpointPatterns>(
  endpoints: readonly Endpoint[],
  url: URL,
): Endpoint | null {
  if (url.protocol !== 'https:') return null
  const matching = endpoints.filter(
    ({ hostPattern, pathPattern }) => hostAllowed([hostPattern], url) && pathMatches(pathPattern, url.pathname),
  )
  return matching.sort(bySpecificity)[0] ?? null
}

function bySpecificity(one: EndpointPatterns, other: EndpointPatterns): number {
  const [first, second] = [weightOf(one), weightOf(other)]
  for (const [index, weight] of first.entries()) {
    const difference = (second[index] ?? 0) - weight
    if (difference !== 0) return difference
  }
  return one.id < other.id ? -1 : 1
}

/** More is more specific, the first number before the next. */
function weightOf({ hostPattern, pathPattern }: EndpointPatterns): number[] {
  const segments = pathPattern.split('/').slice(1)
  const isOpen = segments.at(-1) === '*'
  const fixed = isOpen ? segments.slice(0, -1) : segments
  const stars = fixed.filter((segment) => segment === '*').length
  return [hostPattern.startsWith('*.') ? 0 : 1, hostPattern.length, fixed.length, -stars, isOpen ? 0 : 1]
}

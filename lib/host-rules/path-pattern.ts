/** Why a pattern of paths will not do, in a sentence that says what to do, or null. It quotes nothing of it. */
export function pathPatternProblem(text: string): string | null {
  for (const [found, sentence] of wrong) if (found.test(text)) return sentence
  const segments = text.split('/')
  if (segments.some((segment) => segment !== '*' && segment.includes('*')))
    return 'A * stands alone between two slashes, like /v2/*/orders.'
  const read = segments.map(decoded)
  if (read.includes(null)) return 'A percent sign is followed by two digits or letters from A to F, like %20.'
  if (read.some((segment) => segment !== null && /[/\\]/.test(segment)))
    return 'Write a slash as it is: one that is percent-encoded means something else to every server.'
  if (read.some((segment) => segment === '.' || segment === '..'))
    return 'Leave out . and .. between slashes: write the path that they lead to.'
  if (read.some((segment) => segment !== null && /\p{Cc}/u.test(segment)))
    return 'A path has no control characters. Remove what stands for one.'
  if (read.slice(1, -1).includes('')) return 'Two slashes stand in a row. Remove one.'
  return null
}

/** A pattern as it is stored: each segment percent-encoded in its one form. What is wrong with it is returned as it is. */
export function normalizePathPattern(text: string): string {
  if (pathPatternProblem(text) !== null) return text
  return text
    .split('/')
    .map((segment) => (segment === '*' ? segment : encoded(decoded(segment) ?? '')))
    .join('/')
}

const wrong: [found: RegExp, sentence: string][] = [
  [/^$/, 'Enter a path, like /v2/*. The path /* is every path.'],
  [/:\/\//, 'Enter the path alone, without https:// and the host before it.'],
  [/^[^/]/, 'Begin with a slash, like /v2/*.'],
  [/[?#]/, 'Enter the path alone, without what follows a ? or #. Every query is allowed.'],
  [/\\/, 'Write / instead of the backslash.'],
  [/\s|\p{Cc}/u, 'A path has no spaces. Write %20 for one.'],
]

/** What a segment stands for; null if it is not percent-encoded text. */
function decoded(segment: string): string | null {
  try {
    return segment.isWellFormed() ? decodeURIComponent(segment) : null
  } catch {
    return null
  }
}

/** RFC 3986 section 3.3, and a * that is none of ours. */
const encoded = (text: string) =>
  encodeURIComponent(text)
    .replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent)
    .replaceAll('*', '%2A')

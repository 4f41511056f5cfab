/** What stands behind `#`: the keys that lead from the whole value to the part, or why it names none. */
export type ParsedPart = { ok: true; keys: string[] } | { ok: false; message: string }

/**
 * Reads a part: a name as it stands (`password`, a key of a JSON secret), or a JSON pointer in its URI fragment form
 * (`/db/password`, where `%7D` is a brace and `~1` a slash). Total. RFC 6901 sections 3, 4 and 6.
 */
export function parsePart(part: string): ParsedPart {
  if (part === '') return { ok: false, message: 'after # the name of a part is missing' }
  if (!part.startsWith('/')) return { ok: true, keys: [part] }
  const pointer = percentDecoded(part)
  if (pointer === null)
    return { ok: false, message: 'after # a % must begin two hex digits, and together they must be UTF-8' }
  if (/~(?![01])/.test(pointer))
    return { ok: false, message: 'after # a ~ must be written ~0, and a slash in a key ~1' }
  // ~1 first: the other order would read ~01 as a slash (RFC 6901 section 4).
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return { ok: true, keys }
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

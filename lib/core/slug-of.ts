/** First parts of addresses that belong to Postern itself. */
const reserved = new Set(
  'setup sign-in invite reset account health activity members domains settings secrets integrations workflows templates allowlist api healthz readyz metrics _next'.split(
    ' ',
  ),
)

/** A name as it stands in an address: lower-case ASCII, hyphens between words, at most 63 characters, none of Postern's own words. Answers `fallback` when nothing is left. */
export function slugOf(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '')
  if (slug === '') return fallback
  return reserved.has(slug) ? `${slug}-${fallback}` : slug
}

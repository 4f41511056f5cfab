/** Parts of addresses that belong to Postern itself, and are no organization's and no domain's. */
const reserved = new Set(
  'setup sign-in sign-out invite reset account health activity members domains settings secrets tokens integrations workflows templates allowlist sends stops invitations policies api docs help oidc sso healthz readyz metrics _next'.split(
    ' ',
  ),
)

export const longestSlug = 63

/** Whether a text can be a part of an address: lower-case ASCII, hyphens between words, at most 63 characters. */
export const isSlug = (text: string): boolean => text.length <= longestSlug && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)

/** Whether an address belongs to Postern itself: a domain of that name would hide a page, or never be reached. */
export const isReservedSlug = (slug: string): boolean => reserved.has(slug)

/** A name as it stands in an address: lower-case ASCII, hyphens between words, at most 63 characters, none of Postern's own words. Answers `fallback` when nothing is left. */
export function slugOf(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '')
  if (slug === '') return fallback
  return reserved.has(slug) ? `${slug}-${fallback}` : slug
}

import type { SecretPlace } from '#lib/secrets/schema.ts'

const join = (...parts: string[]): string => parts.map((part) => `/${encodeURIComponent(part)}`).join('')

/** The list of secrets that an import fills: of a domain, or of the organization itself. */
export const listPath = ({ organization, domain }: SecretPlace): string =>
  domain === undefined ? join(organization, 'secrets') : join(organization, domain, 'settings', 'security')

/** The page that imports into it. */
export const importPath = (place: SecretPlace): string => `${listPath(place)}/import`

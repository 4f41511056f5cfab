import type { SecretPlace } from '#lib/secrets/schema.ts'

const join = (parts: (string | undefined)[]) =>
  parts.map((part) => (part === undefined ? '' : `/${encodeURIComponent(part)}`)).join('')

/** A GET route of a domain, or of the organization itself. */
export const apiPath = ({ organization, domain }: SecretPlace, ...rest: string[]): string =>
  `/api/console${join([organization, domain, ...rest])}`

/** A page of a domain, or of the organization itself. */
export const pagePath = ({ organization, domain }: SecretPlace, ...rest: string[]): string =>
  join([organization, domain, ...rest])

/** The list of a place's secrets, which other pages lead back to: a domain's Security tab, or Organization › Secrets. */
export const secretsPath = (place: SecretPlace): string =>
  place.domain === undefined ? pagePath(place, 'secrets') : pagePath(place, 'settings', 'security')

/** A domain's Security tab. */
export const securityPath = (place: { organization: string; domain: string }): string => secretsPath(place)

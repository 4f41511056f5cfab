import type { DomainPlace } from '#lib/secrets/schema.ts'

const join = (parts: string[]) => parts.map((part) => `/${encodeURIComponent(part)}`).join('')

/** A GET route of a domain. */
export const apiPath = ({ organization, domain }: DomainPlace, ...rest: string[]): string =>
  `/api/console${join([organization, domain, ...rest])}`

/** A page of a domain. */
export const pagePath = ({ organization, domain }: DomainPlace, ...rest: string[]): string =>
  join([organization, domain, ...rest])

/** The Security tab, which other pages lead back to. */
export const securityPath = (place: DomainPlace): string => pagePath(place, 'settings', 'security')

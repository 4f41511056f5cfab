import { pagePath } from '#components/data/paths.ts'
import type { Crumb } from './top-bar.tsx'

type Place = { organization: { slug: string; name: string }; domain: { slug: string; name: string } | null }

/** The path from the organization to a page of a domain: `['Security', '/acme/…']` links, `['Security']` is here. */
export function domainCrumbs({ organization, domain }: Place, ...rest: [label: string, href?: string][]): Crumb[] {
  const place = { organization: organization.slug, domain: domain?.slug ?? '' }
  return [
    { label: organization.name, href: `/${encodeURIComponent(organization.slug)}` },
    { label: domain?.name ?? '', href: pagePath(place, 'integrations') },
    ...rest.map(([label, href]) => (href === undefined ? { label } : { label, href })),
  ]
}

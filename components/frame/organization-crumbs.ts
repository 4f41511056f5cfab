import { pagePath } from '#components/data/paths.ts'
import type { Crumb } from './top-bar.tsx'

type Place = { organization: { slug: string; name: string } }

/** The path from the organization to a page of its own: `['Secrets', '/acme/secrets']` links, `['Secrets']` is here. */
export function organizationCrumbs({ organization }: Place, ...rest: [label: string, href?: string][]): Crumb[] {
  return [
    { label: organization.name, href: pagePath({ organization: organization.slug }) },
    ...rest.map(([label, href]) => (href === undefined ? { label } : { label, href })),
  ]
}

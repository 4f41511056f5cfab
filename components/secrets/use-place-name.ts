'use client'

import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'

/** What the place of the address is called: the domain's name, or the organization's. */
export function usePlaceName(): string {
  const { organization, domains } = useFrame()
  const { domain } = usePlace()
  if (domain === undefined) return organization.name
  return domains.find(({ slug }) => slug === domain)?.name ?? domain
}

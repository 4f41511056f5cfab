'use client'

import { useMemo } from 'react'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import { usePlace } from './use-place.ts'

/** The organization and domain of the address, for what only a domain has. Throws on a page of the organization. */
export function useDomainPlace(): DomainPlace {
  const { organization, domain } = usePlace()
  if (domain === undefined) throw new Error('useDomainPlace() is called on a page that is in no domain.')
  return useMemo(() => ({ organization, domain }), [organization, domain])
}

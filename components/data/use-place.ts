'use client'

import { useParams } from 'next/navigation'
import { useMemo } from 'react'
import type { DomainPlace } from '#lib/secrets/schema.ts'

/** The organization and domain of the address: where every change on this page happens. */
export function usePlace(): DomainPlace {
  const { organization, domain } = useParams<{ organization: string; domain: string }>()
  return useMemo(() => ({ organization, domain }), [organization, domain])
}

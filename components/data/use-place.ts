'use client'

import { useParams } from 'next/navigation'
import { useMemo } from 'react'
import type { SecretPlace } from '#lib/secrets/schema.ts'

/** The organization of the address, with its domain on a domain's pages: where every change on this page happens. */
export function usePlace(): SecretPlace {
  const { organization, domain } = useParams<{ organization: string; domain?: string }>()
  return useMemo(() => (domain === undefined ? { organization } : { organization, domain }), [organization, domain])
}

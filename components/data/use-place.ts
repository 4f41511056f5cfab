'use client'

import { useParams } from 'next/navigation'
import { useContext, useMemo } from 'react'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { PlaceContext } from './place-context.tsx'

/**
 * The organization of the address, with its domain on a domain's pages: where every change on this page happens, but for
 * what stands inside of another place.
 */
export function usePlace(): SecretPlace {
  const { organization, domain } = useParams<{ organization: string; domain?: string }>()
  const given = useContext(PlaceContext)
  const ofAddress = useMemo(
    () => (domain === undefined ? { organization } : { organization, domain }),
    [organization, domain],
  )
  return given ?? ofAddress
}

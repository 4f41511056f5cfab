'use client'

import { useParams } from 'next/navigation'
import { useState } from 'react'
import { useFrame } from './frame-context.tsx'

/** The domain of the address; on pages of the organization the one that was last in it, else the first. */
export function useCurrentDomain(): { slug: string; name: string } | undefined {
  const { domains } = useFrame()
  const { domain: slug } = useParams<{ domain?: string }>()
  const [last, setLast] = useState(slug)
  if (slug !== undefined && slug !== last) setLast(slug)
  return domains.find((domain) => domain.slug === (slug ?? last)) ?? domains[0]
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import type { Stops } from '#lib/stops/schema.ts'

export const stopsKey = (organization: string) => ['stops', organization] as const

/**
 * What is stopped, of what the person may see: as the frame was rendered with, then as it was last read. It is read
 * anew when the window is looked at again, and by whoever goes to another page: see StopBanner.
 */
export function useStops() {
  const { organization, stops } = useFrame()
  const query = useQuery({
    queryKey: stopsKey(organization.slug),
    queryFn: ({ signal }) => getJson<Stops>(apiPath({ organization: organization.slug }, 'stops'), signal),
    initialData: stops,
  })
  return { stops: query.data, refetch: query.refetch }
}

/** The stop of a place's own, of which sends of a domain may have two: theirs and the organization's. */
export function useStopOf({ domain }: SecretPlace) {
  const { stops } = useStops()
  return (domain === undefined ? stops.organization : stops.domains.find(({ slug }) => slug === domain)) ?? null
}

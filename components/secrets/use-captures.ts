'use client'

import { useQuery } from '@tanstack/react-query'
import { usePlace } from '#components/data/use-place.ts'
import type { Captures } from '#lib/secrets/schema.ts'
import { captures } from './secret-queries.ts'

/** Which requests of this domain would use another secret if the one of this name came or went; asked while `isOn`. */
export function useCaptures(name: string, isOn: boolean): Captures | undefined {
  const place = usePlace()
  return useQuery({ ...captures(place, name), enabled: isOn && place.domain !== undefined && name !== '' }).data
}

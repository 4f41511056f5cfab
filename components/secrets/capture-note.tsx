'use client'

import { useQuery } from '@tanstack/react-query'
import { Replace } from 'lucide-react'
import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Note } from '#components/ui/note.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import { aliasProblem } from '#lib/secrets/names.ts'
import { captures } from './secret-queries.ts'
import { ShortPlaceList } from './short-place-list.tsx'

/** Requests that name the organization's secret of this name: in this domain they would use the new one. */
export function CaptureNote({ alias, domainName }: { alias: string; domainName: string }) {
  const place = usePlace()
  const { organization } = useFrame()
  const name = usePaused(alias, 300)
  const query = useQuery({
    ...captures(place, name),
    enabled: place.domain !== undefined && name === alias && aliasProblem(name) === null,
  })
  const found = query.data
  if (!found?.organizationSecret || name !== alias || found.places.length === 0) return null
  const count = found.places.length
  return (
    <Note tone="warn" icon={Replace} role="status">
      <p>
        {organization.name} has a secret <code>{found.organizationSecret}</code> too. Once this one is stored,{' '}
        {count === 1 ? '1 request' : `${count} requests`} of {domainName} {count === 1 ? 'uses' : 'use'} it instead:
      </p>
      <ShortPlaceList places={found.places} />
    </Note>
  )
}

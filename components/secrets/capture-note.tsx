'use client'

import { Replace } from 'lucide-react'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Note } from '#components/ui/note.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import { aliasProblem } from '#lib/secrets/names.ts'
import { ShortPlaceList } from './short-place-list.tsx'
import { useCaptures } from './use-captures.ts'
import { usePlaceName } from './use-place-name.ts'

/** Requests that name the organization's secret of this name: in this domain they would use the new one. */
export function CaptureNote({ alias }: { alias: string }) {
  const { organization } = useFrame()
  const domainName = usePlaceName()
  const paused = usePaused(alias, 300)
  const isSettled = paused === alias && aliasProblem(alias) === null
  const found = useCaptures(alias, isSettled)
  if (!isSettled || !found?.organizationSecret || found.places.length === 0) return null
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

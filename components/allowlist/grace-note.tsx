'use client'

import { History } from 'lucide-react'
import { Note } from '#components/ui/note.tsx'
import { exactTime } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import type { EndpointDetails } from '#lib/allowlist/schema.ts'

/** While answers under the key's version before still open: until when. */
export function GraceNote({ endpoint }: { endpoint: Pick<EndpointDetails, 'keyVersion' | 'previousUntil'> }) {
  const timeZone = useTimeZone()
  const { keyVersion, previousUntil } = endpoint
  if (keyVersion === null || previousUntil === null) return null
  return (
    <Note tone="info" icon={History}>
      <p>
        Requests are encrypted with version {keyVersion} of the key. Answers with version {keyVersion - 1} still open
        until {exactTime(new Date(previousUntil), timeZone)}.
      </p>
    </Note>
  )
}

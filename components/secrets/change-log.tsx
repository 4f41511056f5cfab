'use client'

import { LogView } from '#components/activity/log-view.tsx'
import { usePlace } from '#components/data/use-place.ts'

/** What happened to a secret, day by day, newest first. */
export function ChangeLog({ id }: { id: string }) {
  const place = usePlace()
  return <LogView source={{ place, secretId: id }} />
}

'use client'

import { clockText, dateText } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useNow } from '#components/ui/use-now.ts'

/** "14:02", of another day "2 Feb 2026, 14:02", in the organization's zone. */
export function StopTime({ at }: { at: string }) {
  const timeZone = useTimeZone()
  const now = useNow()
  const date = new Date(at)
  const day = dateText(date, timeZone)
  const clock = clockText(date, timeZone)
  return (
    <time dateTime={at} suppressHydrationWarning>
      {day === dateText(now, timeZone) ? clock : `${day}, ${clock}`}
    </time>
  )
}

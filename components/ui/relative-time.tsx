'use client'

import { exactTime, relativeTime } from './time-text.ts'
import { useTimeZone } from './time-zone.tsx'
import { Tooltip } from './tooltip.tsx'
import { useNow } from './use-now.ts'

/** "3 days ago"; when exactly and by whom is a tooltip for the eye and part of the text for assistive technology. */
export function RelativeTime({ at, by }: { at: string; by?: string }) {
  const timeZone = useTimeZone()
  const now = useNow()
  const date = new Date(at)
  // A time just written by the server may lie ahead of this machine's clock, and of the last tick.
  const exact = `${exactTime(date, timeZone)}${by ? `, by ${by}` : ''}`
  return (
    <Tooltip content={exact}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what the pointer reaches by hovering, the keyboard must reach too */}
      <time dateTime={at} tabIndex={0} suppressHydrationWarning>
        {relativeTime(date, now)}
        <span className="sr-only">, {exact}</span>
      </time>
    </Tooltip>
  )
}

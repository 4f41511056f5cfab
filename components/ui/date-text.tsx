'use client'

import { dateText } from './time-text.ts'
import { useTimeZone } from './time-zone.tsx'

/** "2 Feb 2026", in the organization's zone. */
export function DateText({ at }: { at: string }) {
  return <time dateTime={at}>{dateText(new Date(at), useTimeZone())}</time>
}

'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Brings what it holds into view when it comes: an answer above the part of a form that somebody was in. */
export function InView({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In some browsers it answers a promise, which is no effect's to return.
    void place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return <div ref={place}>{children}</div>
}

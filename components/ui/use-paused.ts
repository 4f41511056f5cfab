'use client'

import { useEffect, useState } from 'react'

/** A text once its typing pauses: half a word is no mistake yet, and no question to the server. */
export function usePaused(text: string, milliseconds = 600): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), milliseconds)
    return () => clearTimeout(timer)
  }, [text, milliseconds])
  return paused
}

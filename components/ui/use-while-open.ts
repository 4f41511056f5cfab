'use client'

import { useState } from 'react'

/**
 * What a dialog shows: what it is given while it is open and, while it closes, what it was given last. `settle`, for its
 * onOpenChangeComplete, forgets that, so that a value that is shown once does not stay in memory.
 */
export function useWhileOpen<T extends object | string | null>(isOpen: boolean, given: T) {
  const [last, setLast] = useState(given)
  if (isOpen && given !== last) setLast(given)
  const settle = (isOpenNow: boolean) => {
    if (!isOpenNow) setLast(given)
  }
  return { shown: isOpen ? given : last, settle }
}

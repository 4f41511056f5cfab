'use client'

import { type RefObject, useEffect, useEffectEvent } from 'react'

type EscapeStaysHereProps = { of: RefObject<HTMLElement | null>; onEscape: () => void }

/** For a dialog over all others: the drawer below, which it is not inside of, would take Esc for itself, too. */
export function EscapeStaysHere({ of, onEscape }: EscapeStaysHereProps) {
  const leave = useEffectEvent(onEscape)
  useEffect(() => {
    const element = of.current
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      leave()
    }
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [of])
  return null
}

'use client'

import { useEffect, useEffectEvent, useState } from 'react'

type Hiding = { isShown: boolean; isCounting: boolean; seconds: number; hide: () => void }

/** Hides what is shown after so many seconds, with Esc, and when the tab is left. Returns the seconds that are left. */
export function useHiding({ isShown, isCounting, seconds, hide }: Hiding): number {
  const [left, setLeft] = useState(seconds)
  const onHide = useEffectEvent(hide)

  useEffect(() => {
    if (!isCounting) return
    // By the clock, not by counting: a tab that sleeps must not show it for longer.
    const until = Date.now() + seconds * 1000
    setLeft(seconds)
    const timer = setInterval(() => {
      const rest = Math.ceil((until - Date.now()) / 1000)
      if (rest <= 0) onHide()
      else setLeft(rest)
    }, 250)
    return () => clearInterval(timer)
  }, [isCounting, seconds])

  useEffect(() => {
    if (!isShown) return
    const onLeave = () => onHide()
    const onVisibility = () => document.visibilityState === 'hidden' && onHide()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onHide()
    window.addEventListener('blur', onLeave)
    window.addEventListener('pagehide', onLeave)
    document.addEventListener('visibilitychange', onVisibility)
    document.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('blur', onLeave)
      window.removeEventListener('pagehide', onLeave)
      document.removeEventListener('visibilitychange', onVisibility)
      document.removeEventListener('keydown', onKey)
    }
  }, [isShown])

  return left
}

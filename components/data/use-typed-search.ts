'use client'

import { useCallback, useEffect, useState } from 'react'
import { useAddress } from './use-address.ts'

/** What is typed into a search, which gets to the address as `q` when the typing pauses. */
export function useTypedSearch(q: string, pauseMs: number) {
  const { change } = useAddress()
  const [typed, setTyped] = useState(q)
  // What the typing put into the address, and what the address said last: if they differ, somebody went back.
  const [written, setWritten] = useState(q)
  const [seen, setSeen] = useState(q)
  if (q !== seen) {
    setSeen(q)
    if (q !== written) {
      setTyped(q)
      // Else Forward, to what was typed, would look like the typing itself, and what Back has shown would overwrite it.
      setWritten(q)
    }
  }
  useEffect(() => {
    const next = typed.trim()
    if (next === q) return
    const timer = setTimeout(() => {
      setWritten(next)
      change({ q: next }, 'replace')
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [typed, q, pauseMs, change])

  /** For who puts `q` into the address without any typing. */
  const replaceTyped = useCallback((text: string) => {
    setTyped(text)
    setWritten(text)
  }, [])
  /** At once, and not when a pause is over. */
  const clear = useCallback(() => {
    replaceTyped('')
    change({ q: null }, 'replace')
  }, [replaceTyped, change])
  return { typed, setTyped, replaceTyped, clear }
}

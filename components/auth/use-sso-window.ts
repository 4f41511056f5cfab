'use client'

import { useEffect, useRef, useState } from 'react'
import type { BeginSsoInput } from '#lib/oidc/schema.ts'
import { throughSsoWindow } from './sso-window.ts'

/** The way through the window of the identity provider, given up when what asked for it is gone. `onProblem` gets a sentence. */
export function useSsoWindow(onDone: () => void, onProblem: (message: string) => void) {
  const [isBusy, setIsBusy] = useState(false)
  const giveUp = useRef<AbortController | null>(null)
  useEffect(() => () => giveUp.current?.abort(), [])
  const go = async (purpose: BeginSsoInput['purpose'], email?: string) => {
    giveUp.current?.abort()
    const mine = new AbortController()
    giveUp.current = mine
    setIsBusy(true)
    const outcome = await throughSsoWindow(purpose, { signal: mine.signal, ...(email !== undefined && { email }) })
    // Given up, or begun again meanwhile.
    if (outcome === null) return
    setIsBusy(false)
    if (outcome.isDone) onDone()
    else onProblem(outcome.message)
  }
  return { go, isBusy }
}

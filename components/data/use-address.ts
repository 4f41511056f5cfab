'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

type Changes = Record<string, string | null>

/**
 * Search, tab and the open drawer live in the address. `push` makes a step that Back undoes, `replace` does not; both
 * leave the page as it is, without asking the server.
 */
export function useAddress() {
  const params = useSearchParams()
  const change = useCallback((changes: Changes, step: 'push' | 'replace') => {
    const url = new URL(window.location.href)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    }
    if (url.href === window.location.href) return
    if (step === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return { params, change }
}

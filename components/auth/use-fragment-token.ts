'use client'

import { useEffect, useState } from 'react'

/**
 * The token that stands in the address's fragment; null if none does, undefined before the page has looked. It is taken
 * out of the address bar at once, so that nobody reads it there, copies it on or finds it again by going back.
 */
export function useFragmentToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>()
  useEffect(() => {
    const take = () => {
      const fragment = window.location.hash.slice(1)
      if (fragment) window.history.replaceState(window.history.state, '', window.location.pathname)
      setToken((before) => fragment || before || null)
    }
    take()
    // A new link that is opened where an old one was changes the fragment only.
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return token
}

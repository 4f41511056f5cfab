'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import type { ListSort, SecretQuery } from '#lib/secrets/schema.ts'
import { addressOfQuery, defaultDirection, queryOfAddress } from './secret-address.ts'

/** What the list shows, as it stands in the address; what is typed into the search gets there when the typing pauses. */
export function useSecretQuery() {
  const { params, change } = useAddress()
  const place = usePlace()
  const text = params.toString()
  const query = useMemo(() => queryOfAddress(new URLSearchParams(text), place), [text, place])

  const [typed, setTyped] = useState(query.q)
  // What the typing put into the address, and what the address said last: if they differ, somebody went back.
  const [written, setWritten] = useState(query.q)
  const [seen, setSeen] = useState(query.q)
  if (query.q !== seen) {
    setSeen(query.q)
    if (query.q !== written) setTyped(query.q)
  }
  useEffect(() => {
    const q = typed.trim()
    if (q === query.q) return
    const timer = setTimeout(() => {
      setWritten(q)
      change({ q }, 'replace')
    }, 200)
    return () => clearTimeout(timer)
  }, [typed, query.q, change])

  /** A step that Back undoes. */
  const show = useCallback(
    (changes: Partial<SecretQuery>) => {
      if (changes.q !== undefined) {
        setTyped(changes.q)
        setWritten(changes.q)
      }
      // From the address as it is now: what is shown may still be of the one before, and would undo the last change.
      const now = queryOfAddress(new URLSearchParams(window.location.search), place)
      change(addressOfQuery({ ...now, ...changes }), 'push')
    },
    [change, place],
  )
  const direction = query.direction ?? defaultDirection(query.sort)
  const sortBy = useCallback(
    (sort: ListSort) => {
      const turned = direction === 'asc' ? 'desc' : 'asc'
      show({ sort, direction: sort === query.sort ? turned : null })
    },
    [show, direction, query.sort],
  )
  return { query, direction, typed, setTyped, show, sortBy }
}

'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { type ChangeLogQuery, changeLogQueryOf } from '#lib/changelog/schema.ts'
import { addressOfLog } from './log-queries.ts'

const searchAfterMs = 250

/** What the log shows, as it stands in the address; what is typed into the search gets there when the typing pauses. */
export function useLogQuery() {
  const { params, change } = useAddress()
  const text = params.toString()
  const query = useMemo(() => changeLogQueryOf(new URLSearchParams(text)), [text])

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
    }, searchAfterMs)
    return () => clearTimeout(timer)
  }, [typed, query.q, change])

  /** A step that Back undoes. */
  const show = useCallback(
    (changes: Partial<ChangeLogQuery>) => {
      if (changes.q !== undefined) {
        setTyped(changes.q)
        setWritten(changes.q)
      }
      // From the address as it is now: what is shown may still be of the one before, and would undo the last change.
      const now = changeLogQueryOf(new URLSearchParams(window.location.search))
      change(addressOfLog({ ...now, ...changes }), 'push')
    },
    [change],
  )
  return { query, typed, setTyped, show }
}

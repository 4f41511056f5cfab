'use client'

import { useCallback, useMemo } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { type ChangeLogQuery, changeLogQueryOf } from '#lib/changelog/schema.ts'
import { addressOfLog } from './log-queries.ts'

const searchAfterMs = 250

/** What the log shows, as it stands in the address; what is typed into the search gets there when the typing pauses. */
export function useLogQuery() {
  const { params, change } = useAddress()
  const text = params.toString()
  const query = useMemo(() => changeLogQueryOf(new URLSearchParams(text)), [text])

  const { typed, setTyped, replaceTyped } = useTypedSearch(query.q, searchAfterMs)

  /** A step that Back undoes. */
  const show = useCallback(
    (changes: Partial<ChangeLogQuery>) => {
      if (changes.q !== undefined) replaceTyped(changes.q)
      // From the address as it is now: what is shown may still be of the one before, and would undo the last change.
      const now = changeLogQueryOf(new URLSearchParams(window.location.search))
      change(addressOfLog({ ...now, ...changes }), 'push')
    },
    [change, replaceTyped],
  )
  return { query, typed, setTyped, show }
}

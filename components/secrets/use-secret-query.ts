'use client'

import { useCallback, useMemo } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import type { ListSort, SecretQuery } from '#lib/secrets/schema.ts'
import { addressOfQuery, defaultDirection, queryOfAddress } from './secret-address.ts'

const searchAfterMs = 200

/** What the list shows, as it stands in the address; what is typed into the search gets there when the typing pauses. */
export function useSecretQuery() {
  const { params, change } = useAddress()
  const place = usePlace()
  const text = params.toString()
  const query = useMemo(() => queryOfAddress(new URLSearchParams(text), place), [text, place])

  const { typed, setTyped, replaceTyped } = useTypedSearch(query.q, searchAfterMs)

  /** A step that Back undoes. */
  const show = useCallback(
    (changes: Partial<SecretQuery>) => {
      if (changes.q !== undefined) replaceTyped(changes.q)
      // From the address as it is now: what is shown may still be of the one before, and would undo the last change.
      const now = queryOfAddress(new URLSearchParams(window.location.search), place)
      change(addressOfQuery({ ...now, ...changes }), 'push')
    },
    [change, replaceTyped, place],
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

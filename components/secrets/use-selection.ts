'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { maxSelected, type SecretListItem } from '#lib/secrets/schema.ts'

const none: ReadonlySet<string> = new Set()

/** The rows that are chosen for a change of several: those of them that the list still shows, as it shows them. */
export function useSelection(secrets: SecretListItem[]) {
  const [ids, setIds] = useState(none)
  const rows = useRef(secrets)
  // From where a range is drawn.
  const anchor = useRef<string | null>(null)
  useEffect(() => {
    rows.current = secrets
  }, [secrets])

  const selected = useMemo(() => (ids.size === 0 ? [] : secrets.filter(({ id }) => ids.has(id))), [ids, secrets])

  const toggle = useCallback((id: string, isRange: boolean) => {
    const from = rows.current.findIndex((row) => row.id === anchor.current)
    const to = rows.current.findIndex((row) => row.id === id)
    setIds((old) => {
      const next = new Set(old)
      if (isRange && from >= 0 && to >= 0) {
        for (const row of rows.current.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id)
      } else if (!next.delete(id)) next.add(id)
      return next.size > maxSelected ? new Set([...next].slice(0, maxSelected)) : next
    })
    anchor.current = id
  }, [])

  const toggleAll = useCallback(() => {
    const shown = rows.current.slice(0, maxSelected).map(({ id }) => id)
    setIds((old) => (shown.every((id) => old.has(id)) ? none : new Set(shown)))
  }, [])

  const clear = useCallback(() => {
    anchor.current = null
    setIds(none)
  }, [])

  return { ids, selected, toggle, toggleAll, clear }
}

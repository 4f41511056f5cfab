'use client'

import { type RefObject, useEffect, useEffectEvent, useState } from 'react'

type RowKeys = {
  count: number
  search: RefObject<HTMLInputElement | null>
  /** Brings a row into view and gives its link the focus. */
  onChoose: (row: number) => void
  onEdit?: ((row: number) => void) | undefined
}

/** `j` and `k` walk through the rows, `e` edits the chosen one, `/` goes to the search. Returns the chosen row. */
export function useRowKeys({ count, search, onChoose, onEdit }: RowKeys): {
  chosen: number | null
  choose: (row: number | null) => void
} {
  const [chosen, setChosen] = useState<number | null>(null)

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event.target)) return
    if (event.key === '/') search.current?.focus()
    else if (event.key === 'e' && chosen !== null && chosen < count && onEdit) onEdit(chosen)
    else if ((event.key === 'j' || event.key === 'k') && count > 0) {
      const next = chosen === null ? 0 : Math.min(Math.max(chosen + (event.key === 'j' ? 1 : -1), 0), count - 1)
      setChosen(next)
      onChoose(next)
    } else return
    event.preventDefault()
  })

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return { chosen: chosen !== null && chosen < count ? chosen : null, choose: setChosen }
}

/** Letters typed into a field are text, and an open dialog or menu has keys of its own. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[data-takes-keys]')) return true
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
}

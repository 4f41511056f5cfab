'use client'

import { type RefObject, useEffect, useEffectEvent, useState } from 'react'

type RowKeys = {
  count: number
  search: RefObject<HTMLInputElement | null>
  /** Brings a row into view and gives its link the focus. */
  onChoose: (row: number) => void
  onEdit?: ((row: number) => void) | undefined
  /** Ticks a row for a change of several; with Shift all from the last one to here. */
  onToggle?: ((row: number, isRange: boolean) => void) | undefined
  /** Past the last row: there may be more. */
  onEnd?: () => void
  onEscape?: (() => void) | undefined
}

/** `j` and `k` walk through the rows, `e` edits the chosen one, `x` ticks it, `/` goes to the search. */
export function useRowKeys({ count, search, onChoose, onEdit, onToggle, onEnd, onEscape }: RowKeys): {
  chosen: number | null
  choose: (row: number | null) => void
} {
  const [last, choose] = useState<number | null>(null)
  const chosen = last !== null && last < count ? last : null

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event.target)) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (key === '/') search.current?.focus()
    else if (key === 'e' && chosen !== null && onEdit) onEdit(chosen)
    else if (key === 'x' && chosen !== null && onToggle) onToggle(chosen, event.shiftKey)
    else if (key === 'Escape' && onEscape) onEscape()
    else if ((key === 'j' || key === 'k') && count > 0) {
      const next = chosen === null ? 0 : Math.min(Math.max(chosen + (key === 'j' ? 1 : -1), 0), count - 1)
      if (next === chosen && key === 'j') onEnd?.()
      choose(next)
      onChoose(next)
    } else return
    event.preventDefault()
  })

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return { chosen, choose }
}

/** Letters typed into a field are text, and an open dialog or menu has keys of its own. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[data-takes-keys]')) return true
  if (!(target instanceof Element)) return false
  return target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]') !== null
}

'use client'

import { type RefObject, useCallback, useRef } from 'react'

/** For so long a row may still be there after the list was read anew, and a dialog may still be closing. */
const patienceMs = 2000

/** Where the focus comes to rest when the row that had it is gone: on the row in its place, else on the heading. */
export function useFocusAfter(root: RefObject<HTMLElement | null>) {
  const row = useRef(0)
  const remember = useCallback(() => {
    const from = document.activeElement?.closest('[data-row]')
    row.current = Number(from?.getAttribute('data-row') ?? row.current)
  }, [])
  const settle = useCallback(() => {
    const until = performance.now() + patienceMs
    const look = () => {
      if (document.activeElement === null || document.activeElement === document.body) {
        const links = [...(root.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
        const next = root.current?.querySelector<HTMLElement>(`[data-row="${row.current}"] [data-row-link]`)
        const target = next ?? links.at(-1) ?? document.getElementById('secrets')
        target?.focus()
      } else if (performance.now() < until) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, [root])
  return { remember, settle }
}

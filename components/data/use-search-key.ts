'use client'

import { type RefObject, useEffect } from 'react'

/** `/` goes to the search. Typed into a field it is text, and an open dialog or menu has keys of its own. */
export function useSearchKey(search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (document.querySelector('[data-takes-keys]')) return
      if (target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]')) return
      search.current?.focus()
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [search])
}

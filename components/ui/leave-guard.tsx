'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Consequence } from './consequence.tsx'

/** Asks before a link of the page, a reload or a closed tab loses what was typed and not saved. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const router = useRouter()
  const [leavingTo, setLeavingTo] = useState<string | null>(null)

  useEffect(() => {
    if (!isDirty) return
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    const click = (event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.target === '_blank' || link.origin !== window.location.origin) return
      if (link.pathname === window.location.pathname && link.hash !== '') return
      event.preventDefault()
      event.stopPropagation()
      setLeavingTo(link.pathname + link.search)
    }
    window.addEventListener('beforeunload', unload)
    // Before the link's own handler.
    document.addEventListener('click', click, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', unload)
      document.removeEventListener('click', click, { capture: true })
    }
  }, [isDirty])

  return (
    <Consequence
      isOpen={leavingTo !== null}
      title="Leave without saving?"
      confirm="Leave"
      cancel="Keep editing"
      onCancel={() => setLeavingTo(null)}
      onConfirm={() => {
        const to = leavingTo
        setLeavingTo(null)
        if (to) router.push(to)
      }}
    >
      <p>What you changed on this page has not been saved.</p>
    </Consequence>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { OtherPersonDialog } from './other-person-dialog.tsx'

type Person = { name: string; email: string; hasSso?: boolean }

let known: Person | null = null

/** Who was signed in when this page was made: whose session is renewed on it, and nobody else's. */
export const knownPerson = (): Person | null => known

/**
 * Says who is signed in on the pages around it, to the other tabs of this browser, too: they share its session. A tab of
 * somebody else is loaded anew, or, where that would lose something typed, says who would submit it.
 */
export function KnownPerson({ name, email, hasSso = false }: Person) {
  const [other, setOther] = useState<string | null>(null)
  useEffect(() => {
    const channel = new BroadcastChannel('postern-person')
    channel.onmessage = ({ data }: MessageEvent<string>) => {
      if (data === email) setOther(null)
      else if (wouldLoseSomething()) setOther(data)
      else window.location.reload()
    }
    // Once for each person of this tab: a page that the history brings back knows nothing new.
    if (known?.email !== email) channel.postMessage(email)
    return () => channel.close()
  }, [email])
  useEffect(() => {
    known = { name, email, hasSso }
  }, [name, email, hasSso])
  return <OtherPersonDialog email={email} other={other} onClose={() => setOther(null)} />
}

/** What asks before a page is left is asked as the browser would ask it. */
const wouldLoseSomething = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

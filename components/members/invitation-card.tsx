'use client'

import { Link2Off } from 'lucide-react'
import { useEffect, useState } from 'react'
import { openInvitationAction } from '#app/(auth)/invite/actions.ts'
import { noAnswer } from '#components/auth/show-refusal.ts'
import { useFragmentToken } from '#components/auth/use-fragment-token.ts'
import { Note } from '#components/ui/note.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import type { Result } from '#lib/core/result.ts'
import type { InvitationShown } from '#lib/members/schema.ts'
import { AcceptInvitation, type WaysIn } from './accept-invitation.tsx'

/** What a link is worth. Its token stands in the fragment, is taken out of the address bar, and goes to the server by a POST alone. */
export function InvitationCard(ways: WaysIn) {
  const token = useFragmentToken()
  // The link again, after a sign-in on this page: it may be worth something else now.
  const [round, setRound] = useState(0)
  useEffect(() => {
    const again = () => setRound((before) => before + 1)
    window.addEventListener('hashchange', again)
    return () => window.removeEventListener('hashchange', again)
  }, [])
  if (token === undefined) return <SkeletonFields count={2} label="Opening the invitation" />
  if (token === null) {
    return (
      <Note tone="warn" icon={Link2Off} role="alert">
        This address lacks the invitation’s token. Open the whole link that you were sent, or ask for a new one.
      </Note>
    )
  }
  return <Opened key={`${token}${round}`} token={token} ways={ways} onAgain={() => setRound((before) => before + 1)} />
}

type OpenedProps = { token: string; ways: WaysIn; onAgain: () => void }

function Opened({ token, ways, onAgain }: OpenedProps) {
  const [opened, setOpened] = useState<Result<InvitationShown> | null>(null)
  useEffect(() => {
    let isGone = false
    const show = (result: Result<InvitationShown>) => !isGone && setOpened(result)
    openInvitationAction({ token }).then(show, () => show({ ok: false, error: noAnswer }))
    return () => {
      isGone = true
    }
  }, [token])
  if (opened === null) return <SkeletonFields count={2} label="Opening the invitation" />
  if (!opened.ok) {
    return (
      <Note tone="warn" icon={Link2Off} role="alert">
        {opened.error.message}
      </Note>
    )
  }
  return <AcceptInvitation token={token} invitation={opened.data} ways={ways} onAgain={onAgain} />
}

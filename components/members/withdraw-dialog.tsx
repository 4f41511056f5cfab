'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Link2Off } from 'lucide-react'
import { useState } from 'react'
import { withdrawInvitationAction } from '#app/(console)/[organization]/members/actions.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { InvitationItem } from '#lib/members/schema.ts'
import { membersKey } from './member-queries.ts'

/** Asks before an invitation's link becomes worthless. */
export function WithdrawDialog({ invitation, onClose }: { invitation: InvitationItem | null; onClose: () => void }) {
  const { organization } = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const [isWithdrawn, setIsWithdrawn] = useState(false)
  const { answer, isBusy, problem } = useQuestion(invitation, withdrawInvitationAction, () => setIsWithdrawn(false))
  const withdraw = async () => {
    if (!invitation) return
    const result = await answer({ organization, id: invitation.id })
    if (result.ok) {
      setIsWithdrawn(true)
      onClose()
      toast(`The invitation of ${invitation.email} is withdrawn.`, { icon: Link2Off })
    }
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }
  return (
    <Consequence
      isOpen={invitation !== null}
      title={`Withdraw the invitation of ${invitation?.email}?`}
      confirm="Withdraw invitation"
      busyLabel="Withdrawing…"
      isBusy={isBusy}
      problem={problem}
      // Its row is gone.
      focusAfter={() => (isWithdrawn ? document.getElementById('main') : null)}
      onConfirm={() => void withdraw()}
      onCancel={onClose}
    >
      <ConsequenceSentence>The link no longer works. You can invite the same address again.</ConsequenceSentence>
    </Consequence>
  )
}

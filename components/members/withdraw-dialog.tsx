'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Link2Off } from 'lucide-react'
import { useState } from 'react'
import { withdrawInvitationAction } from '#app/(console)/[organization]/members/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { InvitationItem } from '#lib/members/schema.ts'
import { membersKey } from './member-queries.ts'

/** Asks before an invitation's link becomes worthless. */
export function WithdrawDialog({ invitation, onClose }: { invitation: InvitationItem | null; onClose: () => void }) {
  const { organization } = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(withdrawInvitationAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(invitation)
  if (invitation && invitation !== last) {
    setLast(invitation)
    setProblem(null)
  }
  const withdraw = async () => {
    if (!last) return
    const result = await run({ organization, id: last.id })
    if (result.ok) {
      onClose()
      toast(`The invitation of ${last.email} is withdrawn.`, { icon: Link2Off })
    } else setProblem(result.error)
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }
  return (
    <Consequence
      isOpen={invitation !== null}
      title={`Withdraw the invitation of ${last?.email}?`}
      confirm="Withdraw invitation"
      busyLabel="Withdrawing…"
      isBusy={isBusy}
      problem={problem}
      onConfirm={() => void withdraw()}
      onCancel={onClose}
    >
      <ConsequenceSentence>The link no longer works. You can invite the same address again.</ConsequenceSentence>
    </Consequence>
  )
}

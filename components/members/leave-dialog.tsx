'use client'

import { useState } from 'react'
import { leaveOrganizationAction } from '#app/(console)/[organization]/members/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import type { PublicError } from '#lib/core/result.ts'

type LeaveDialogProps = { isOpen: boolean; organization: { slug: string; name: string }; onClose: () => void }

/** Asks before somebody leaves the organization. */
export function LeaveDialog({ isOpen, organization, onClose }: LeaveDialogProps) {
  const { run, isBusy } = useAction(leaveOrganizationAction)
  const [isGone, setIsGone] = useState(false)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const leave = async () => {
    setProblem(null)
    const result = await run({ organization: organization.slug })
    if (!result.ok) return setProblem(result.error)
    setIsGone(true)
    // The whole page is loaded anew: nothing of this organization stays in memory.
    window.location.assign('/')
  }
  const close = () => {
    setProblem(null)
    onClose()
  }
  return (
    <Consequence
      isOpen={isOpen}
      title={`Leave ${organization.name}?`}
      confirm="Leave organization"
      busyLabel="Leaving…"
      isBusy={isBusy || isGone}
      problem={problem}
      onConfirm={() => void leave()}
      onCancel={close}
    >
      <ConsequenceSentence>
        You lose every role here, and nothing of {organization.name} exists for you any more. What you made stays. Only
        a new invitation brings you back.
      </ConsequenceSentence>
    </Consequence>
  )
}

'use client'

import { UserRoundX } from 'lucide-react'
import { suspendMemberAction } from '#app/(console)/[organization]/members/actions.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { MemberItem } from '#lib/members/schema.ts'
import { useMemberQuestion } from './use-member-question.ts'

/** Asks before a member is kept out, and before one is let back in: with the same roles. */
export function SuspendDialog({ member, onClose }: { member: MemberItem | null; onClose: () => void }) {
  const toast = useToast()
  const { isReading, problem, isBusy, confirm } = useMemberQuestion<{ isSuspended: boolean }, { rowVersion: number }>({
    member,
    action: suspendMemberAction,
    onClose,
    onChanged: ({ name, status }) =>
      status === 'active'
        ? toast(`${name} is suspended and signed out.`, { icon: UserRoundX })
        : toast(`${name} may sign in again, with the same roles.`),
  })
  const name = member?.name ?? ''
  const isSuspended = member?.status === 'suspended'
  return (
    <Consequence
      isOpen={member !== null}
      title={isSuspended ? `Let ${name} back in?` : `Suspend ${name}?`}
      confirm={isSuspended ? 'Let back in' : 'Suspend member'}
      look={isSuspended ? 'main' : 'danger'}
      busyLabel={isSuspended ? 'Letting back in…' : 'Suspending…'}
      isBusy={isBusy}
      isOff={isReading}
      problem={problem}
      onConfirm={() => void confirm({ isSuspended: !isSuspended })}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        {isSuspended
          ? 'They get back the roles that they had, from their next sign-in on.'
          : 'They are signed out at their next click, and nothing in this organization exists for them any more. Links by which they invited others no longer work.'}
      </ConsequenceSentence>
      {!isSuspended && (
        <ConsequenceWay icon={UserRoundX}>
          Their roles stay as they are for when you let them back in. API tokens that they made go on working.
        </ConsequenceWay>
      )}
    </Consequence>
  )
}

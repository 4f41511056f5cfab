'use client'

import { useRouter } from 'next/navigation'
import { transferOwnershipAction } from '#app/(console)/[organization]/members/actions.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { TypedNameField } from '#components/ui/typed-name-field.tsx'
import { useTypedName } from '#components/ui/use-typed-name.ts'
import type { MemberItem } from '#lib/members/schema.ts'
import { useMemberQuestion } from './use-member-question.ts'

type TransferDialogProps = { member: MemberItem | null; organizationName: string; onClose: () => void }

/** Asks before the ownership goes to somebody else; the organization's name must be typed. */
export function TransferDialog({ member, organizationName, onClose }: TransferDialogProps) {
  const toast = useToast()
  const router = useRouter()
  const { isReading, problem, isBusy, confirm } = useMemberQuestion<{ name: string }, void>({
    member,
    action: transferOwnershipAction,
    onClose,
    onChanged: ({ name }) => {
      toast(`${name} is the Owner now, and you are an Org Admin.`)
      // What this page offers is another's now.
      router.refresh()
    },
  })
  const confirmation = useTypedName({ asked: member, name: organizationName, isNeeded: true, isExact: true })
  const isOff = isReading || confirmation.isMissing
  const transfer = () => {
    if (!isOff) void confirm({ name: confirmation.typed })
  }
  return (
    <Consequence
      isOpen={member !== null}
      title={`Make ${member?.name} the Owner?`}
      confirm="Transfer ownership"
      busyLabel="Transferring…"
      isBusy={isBusy}
      isOff={isOff}
      focus={confirmation.field}
      problem={problem && !problem.fields.name ? problem : null}
      onConfirm={transfer}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        They become an Owner of {organizationName}, and you an Org Admin, at once. Only an Owner can give it back to
        you.
      </ConsequenceSentence>
      <TypedNameField of={confirmation} error={problem?.fields.name} onSubmit={transfer} />
    </Consequence>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { transferOwnershipAction } from '#app/(console)/[organization]/members/actions.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { MemberItem } from '#lib/members/schema.ts'
import styles from './members.module.css'
import { useMemberQuestion } from './use-member-question.ts'

type TransferDialogProps = { member: MemberItem | null; organizationName: string; onClose: () => void }

/** Asks before the ownership goes to somebody else; the organization's name must be typed. */
export function TransferDialog({ member, organizationName, onClose }: TransferDialogProps) {
  const toast = useToast()
  const router = useRouter()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const { problem, isBusy, confirm } = useMemberQuestion<{ name: string }, void>({
    member,
    action: transferOwnershipAction,
    onClose,
    onChanged: ({ name }) => {
      toast(`${name} is the Owner now, and you are an Org Admin.`)
      // What this page offers is another's now.
      router.refresh()
    },
  })
  const [askedFor, setAskedFor] = useState(member)
  if (member !== askedFor) {
    setAskedFor(member)
    if (member) setTyped('')
  }
  const isOff = typed.trim() !== organizationName
  const transfer = () => {
    if (!isOff) void confirm({ name: typed.trim() })
  }
  return (
    <Consequence
      isOpen={member !== null}
      title={`Make ${member?.name} the Owner?`}
      confirm="Transfer ownership"
      busyLabel="Transferring…"
      isBusy={isBusy}
      isOff={isOff}
      focus={field}
      problem={problem && !problem.fields.name ? problem : null}
      onConfirm={transfer}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        They become an Owner of {organizationName}, and you an Org Admin, at once. Only an Owner can give it back to
        you.
      </ConsequenceSentence>
      <form
        className={styles.confirmation}
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          transfer()
        }}
      >
        <TextField
          ref={field}
          label={`Type ${organizationName} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={problem?.fields.name}
          {...noAssistance}
        />
      </form>
    </Consequence>
  )
}

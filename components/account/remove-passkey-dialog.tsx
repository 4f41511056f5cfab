'use client'

import { useState } from 'react'
import { removePasskeyAction } from '#app/account/actions.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import type { PasskeyItem } from '#lib/auth/schema.ts'

type RemovePasskeyDialogProps = {
  /** Null: closed. */
  passkey: PasskeyItem | null
  /** The last second factor of the person. */
  isLast: boolean
  requiredBy: string[]
  onClose: () => void
  onRemoved: (sentence: string) => void
}

/** Asks before a passkey is removed. */
export function RemovePasskeyDialog({ passkey, isLast, requiredBy, onClose, onRemoved }: RemovePasskeyDialogProps) {
  const [isRemoved, setIsRemoved] = useState(false)
  const { answer, isBusy, problem } = useQuestion(passkey, removePasskeyAction, () => setIsRemoved(false))
  const remove = async () => {
    if (!passkey) return
    const result = await answer({ id: passkey.id })
    if (!result.ok) return
    setIsRemoved(true)
    onClose()
    onRemoved(`The passkey ${passkey.name} is removed.`)
  }
  return (
    <Consequence
      isOpen={passkey !== null}
      title={<>Remove {passkey?.name}?</>}
      confirm="Remove"
      busyLabel="Removing…"
      isBusy={isBusy}
      problem={problem}
      // Its own row has no button any more.
      focusAfter={() => (isRemoved ? document.getElementById('account-passkeys') : null)}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        It signs nobody in here any more. The device keeps its half until you delete it there.{' '}
        {isLast &&
          (requiredBy.length > 0
            ? `It is your last second factor, and ${new Intl.ListFormat('en').format(requiredBy)} ${requiredBy.length === 1 ? 'asks' : 'ask'} for one: set up another way first.`
            : 'It is your last second factor: from then on your password alone signs you in, and your recovery codes stop working.')}
      </ConsequenceSentence>
    </Consequence>
  )
}

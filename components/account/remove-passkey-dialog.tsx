'use client'

import { useState } from 'react'
import { removePasskeyAction } from '#app/account/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import type { PasskeyItem } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'

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
  const { run, isBusy } = useAction(removePasskeyAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(passkey)
  if (passkey && passkey !== last) {
    setLast(passkey)
    setProblem(null)
  }
  const remove = async () => {
    if (!passkey) return
    setProblem(null)
    const result = await run({ id: passkey.id })
    if (!result.ok) return setProblem(result.error)
    onClose()
    onRemoved(`The passkey ${passkey.name} is removed.`)
  }
  return (
    <Consequence
      isOpen={passkey !== null}
      title={<>Remove {last?.name}?</>}
      confirm="Remove"
      busyLabel="Removing"
      isBusy={isBusy}
      problem={problem}
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

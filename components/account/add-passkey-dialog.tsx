'use client'

import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser'
import { useState } from 'react'
import { addPasskeyAction, beginPasskeyAction } from '#app/account/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { AddPasskeyInput } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import styles from './account.module.css'
import { passkeyNameProblem } from './passkey-name-problem.ts'

type AddPasskeyDialogProps = {
  isOpen: boolean
  onClose: () => void
  onAdded: (name: string, recoveryCodes: string[] | null) => void
}

const refused: PublicError = {
  code: 'internal',
  message: 'No passkey was made. The browser was told to stop, or this device has one for Postern already.',
  fields: {},
}

/** Names a passkey, lets the browser make it, and stores its public half. */
export function AddPasskeyDialog({ isOpen, onClose, onAdded }: AddPasskeyDialogProps) {
  const begin = useAction(beginPasskeyAction)
  const add = useAction(addPasskeyAction)
  const [name, setName] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const close = () => {
    setName('')
    setProblem(null)
    onClose()
  }
  const submit = async () => {
    setProblem(null)
    const wrong = passkeyNameProblem(name)
    if (wrong) return setProblem(wrong)
    const options = await begin.run(null)
    if (!options.ok) return setProblem(options.error)
    setIsAsking(true)
    const answer = await make(options.data)
    setIsAsking(false)
    if (!answer) return setProblem(refused)
    const result = await add.run({ name, answer })
    if (!result.ok) return setProblem(result.error)
    setName('')
    onAdded(name.trim(), result.data.recoveryCodes)
  }
  return (
    <FormDialog
      isOpen={isOpen}
      title="Add a passkey"
      confirm="Add passkey"
      busyLabel={isAsking ? 'Waiting for your browser…' : 'Adding…'}
      isBusy={begin.isBusy || isAsking || add.isBusy}
      problem={problem && !problem.fields.name ? problem : null}
      onSubmit={() => void submit()}
      onCancel={close}
    >
      <p>Your browser asks where to keep it, and for your fingerprint, face or PIN.</p>
      <div className={styles.fields}>
        <TextField
          label="Name"
          hint="By which you know it again, such as the device that keeps it."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={problem?.fields.name}
          autoComplete="off"
          data-autofocus=""
        />
      </div>
    </FormDialog>
  )
}

/** What the browser made, as far as Postern looks at it; null if it made none. */
async function make(options: PublicKeyCredentialCreationOptionsJSON): Promise<AddPasskeyInput['answer'] | null> {
  try {
    const { id, rawId, response } = await startRegistration({ optionsJSON: options })
    const { clientDataJSON, attestationObject, transports } = response
    return {
      id,
      rawId,
      type: 'public-key',
      response: { clientDataJSON, attestationObject, ...(transports && { transports }) },
      clientExtensionResults: {},
    }
  } catch {
    return null
  }
}

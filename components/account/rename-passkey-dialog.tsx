'use client'

import { useState } from 'react'
import { renamePasskeyAction } from '#app/account/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { PasskeyItem } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import styles from './account.module.css'

type RenamePasskeyDialogProps = {
  /** Null: closed. */
  passkey: PasskeyItem | null
  onClose: () => void
  onRenamed: (sentence: string) => void
}

/** Gives a passkey another name. */
export function RenamePasskeyDialog({ passkey, onClose, onRenamed }: RenamePasskeyDialogProps) {
  const { run, isBusy } = useAction(renamePasskeyAction)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(passkey)
  if (passkey && passkey !== last) {
    setLast(passkey)
    setName(passkey.name)
    setProblem(null)
  }
  const submit = async () => {
    if (!passkey) return
    setProblem(null)
    const result = await run({ id: passkey.id, name })
    if (!result.ok) return setProblem(result.error)
    onClose()
    onRenamed(`The passkey is called ${name.trim()} now.`)
  }
  return (
    <FormDialog
      isOpen={passkey !== null}
      title={<>Rename {last?.name}</>}
      confirm="Rename"
      busyLabel="Renaming"
      isBusy={isBusy}
      problem={problem && !problem.fields.name ? problem : null}
      onSubmit={() => void submit()}
      onCancel={onClose}
    >
      <div className={styles.fields}>
        <TextField
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={problem?.fields.name}
          maxLength={60}
          autoComplete="off"
          data-autofocus=""
        />
      </div>
    </FormDialog>
  )
}

'use client'

import { useState } from 'react'
import { renamePasskeyAction } from '#app/account/actions.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { PasskeyItem } from '#lib/auth/schema.ts'
import styles from './account.module.css'
import { passkeyNameProblem } from './passkey-name-problem.ts'

type RenamePasskeyDialogProps = {
  /** Null: closed. */
  passkey: PasskeyItem | null
  onClose: () => void
  onRenamed: (sentence: string) => void
}

/** Gives a passkey another name. */
export function RenamePasskeyDialog({ passkey, onClose, onRenamed }: RenamePasskeyDialogProps) {
  const [name, setName] = useState('')
  const { answer, isBusy, problem, setProblem } = useQuestion(passkey, renamePasskeyAction, ({ name }) => setName(name))
  const submit = async () => {
    if (!passkey) return
    const wrong = passkeyNameProblem(name)
    if (wrong) return setProblem(wrong)
    const result = await answer({ id: passkey.id, name })
    if (!result.ok) return
    onClose()
    onRenamed(`The passkey is called ${name.trim()} now.`)
  }
  return (
    <FormDialog
      isOpen={passkey !== null}
      title={<>Rename {passkey?.name}</>}
      confirm="Rename"
      busyLabel="Renaming…"
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
          autoComplete="off"
          data-autofocus=""
        />
      </div>
    </FormDialog>
  )
}

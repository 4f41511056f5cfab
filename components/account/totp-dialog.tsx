'use client'

import { useState } from 'react'
import { confirmTotpAction } from '#app/account/actions.ts'
import { CodeField } from '#components/auth/code-field.tsx'
import { useQuestion } from '#components/data/use-question.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import styles from './account.module.css'
import { QrCode } from './qr-code.tsx'

type TotpDialogProps = {
  /** The key to take into an app; null: closed. */
  pending: { uri: string; text: string } | null
  onClose: () => void
  onSetUp: (recoveryCodes: string[] | null) => void
}

/** Takes a key into an authenticator app, and puts it in force with the first code that the app shows. */
export function TotpDialog({ pending, onClose, onSetUp }: TotpDialogProps) {
  const [code, setCode] = useState('')
  const { answer, isBusy, problem } = useQuestion(pending, confirmTotpAction, () => setCode(''))
  const submit = async () => {
    const result = await answer({ code })
    if (result.ok) return onSetUp(result.data.recoveryCodes)
    setCode('')
  }
  return (
    <FormDialog
      isOpen={pending !== null}
      title="Set up an authenticator app"
      confirm="Set up"
      busyLabel="Setting up…"
      isBusy={isBusy}
      problem={problem && !problem.fields.code ? problem : null}
      onSubmit={() => void submit()}
      onCancel={onClose}
    >
      <p>Scan this with an app such as Aegis, 1Password or Google Authenticator, then type the code that it shows.</p>
      {pending && (
        <div className={styles.fields}>
          <div className={styles.scan}>
            <QrCode text={pending.uri} label="QR code of the key" />
            <p className={styles.key}>
              Or type this key: <code>{pending.text}</code>
            </p>
          </div>
          <CodeField kind="totp" value={code} onChange={setCode} error={problem?.fields.code} takesFocus={false} />
        </div>
      )}
    </FormDialog>
  )
}

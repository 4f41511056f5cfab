'use client'

import { useState } from 'react'
import { confirmTotpAction } from '#app/account/actions.ts'
import { CodeField } from '#components/auth/code-field.tsx'
import { useAction } from '#components/data/use-action.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import type { PublicError } from '#lib/core/result.ts'
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
  const { run, isBusy } = useAction(confirmTotpAction)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(pending)
  if (pending && pending !== last) {
    setLast(pending)
    setCode('')
    setProblem(null)
  }
  const submit = async () => {
    setProblem(null)
    const result = await run({ code })
    if (result.ok) return onSetUp(result.data.recoveryCodes)
    setProblem(result.error)
    setCode('')
  }
  return (
    <FormDialog
      isOpen={pending !== null}
      title="Set up an authenticator app"
      confirm="Set up"
      busyLabel="Setting up"
      isBusy={isBusy}
      problem={problem && !problem.fields.code ? problem : null}
      onSubmit={() => void submit()}
      onCancel={onClose}
    >
      <p>Scan this with an app such as Aegis, 1Password or Google Authenticator, then type the code that it shows.</p>
      {last && (
        <div className={styles.fields}>
          <div className={styles.scan}>
            <QrCode text={last.uri} label="QR code of the key" />
            <p className={styles.key}>
              Or type this key: <code>{last.text}</code>
            </p>
          </div>
          <CodeField kind="totp" value={code} onChange={setCode} error={problem?.fields.code} takesFocus={false} />
        </div>
      )}
    </FormDialog>
  )
}

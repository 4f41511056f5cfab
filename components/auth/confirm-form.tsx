'use client'

import { Dialog } from '@base-ui/react/dialog'
import { CircleExclamationPoint, ExternalLink, FingerprintPattern } from 'lucide-react'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import styles from '#components/ui/consequence.module.css'
import { Note } from '#components/ui/note.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import type { ConfirmInput, ConfirmOffers } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import { askPasskey, passkeyRefused } from './ask-passkey.ts'
import { CodeField } from './code-field.tsx'
import dialog from './confirm-dialog.module.css'
import { knownPerson } from './known-person.tsx'
import { PasswordField } from './password-field.tsx'
import { askForSignIn } from './proof-requests.ts'
import { noAnswer } from './show-refusal.ts'
import { confirmInPlace, confirmOptions } from './steps-in-place.ts'
import { useSsoWindow } from './use-sso-window.ts'
import { UsernameField } from './username-field.tsx'

/** Proves that it is still the same person: by password and code, or by a passkey. */
export function ConfirmForm({ onConfirmed, onCancel }: { onConfirmed: () => void; onCancel: () => void }) {
  const { offers, problem, setProblem } = useOffers()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [hasChosenRecovery, setHasChosenRecovery] = useState(false)
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null)
  const passwordInput = useRef<HTMLInputElement>(null)
  const wrongPassword = problem?.fields.password
  useEffect(() => {
    if (wrongPassword) passwordInput.current?.focus()
  }, [wrongPassword])
  const second = offers?.second ?? null
  // Without an app, a recovery code stands beside the password.
  const codeKind = second === null ? null : second.totp && !hasChosenRecovery ? 'totp' : 'recovery_code'

  const give = async (input: ConfirmInput | null) => {
    setProblem(null)
    const result = input
      ? await confirmInPlace(input).catch(() => ({ ok: false as const, error: noAnswer }))
      : { ok: false as const, error: passkeyRefused }
    if (result.ok) return onConfirmed()
    if (result.error.code === 'unauthenticated') return askForSignIn()
    setBusy(null)
    setProblem(result.error)
    setCode('')
    if (result.error.fields.password) setPassword('')
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (busy || !offers?.password) return
    setBusy('password')
    void give({ method: 'password', password, second: codeKind && { method: codeKind, code } })
  }
  const byPasskey = async () => {
    if (busy || !second?.passkey) return
    setBusy('passkey')
    const answer = await askPasskey(second.passkey)
    void give(answer && { method: 'passkey', answer })
  }
  const sso = useSsoWindow(onConfirmed, (message) => setProblem({ code: 'wrong_state', message, fields: {} }))
  const mayTypeCode = codeKind !== 'recovery_code' || second?.recoveryCode
  const asksPassword = offers?.password && mayTypeCode

  return (
    <form method="post" noValidate onSubmit={submit}>
      <div className={styles.body}>
        <Dialog.Title className={styles.title}>Confirm that it is you</Dialog.Title>
        <p className={dialog.lead}>
          You signed in a while ago, and this needs a fresh sign-in. What you asked for then goes on by itself.
        </p>
        {!offers && !problem && <SkeletonFields count={1} label="Loading" />}
        <div className={dialog.fields}>
          {asksPassword && (
            <>
              {/* Together: Chromium misses what was there before the password. */}
              <UsernameField email={knownPerson()?.email ?? ''} />
              <PasswordField
                ref={passwordInput}
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                autoFocus
                error={wrongPassword}
              />
            </>
          )}
          {asksPassword && codeKind && (
            <CodeField
              kind={codeKind}
              value={code}
              onChange={setCode}
              error={problem?.fields.code ?? problem?.fields['second.code']}
              takesFocus={false}
            />
          )}
          {asksPassword && second?.totp && second.recoveryCode && (
            <Button look="quiet" size="small" onClick={() => setHasChosenRecovery(!hasChosenRecovery)}>
              {hasChosenRecovery ? 'Use a code from your app' : 'Use a recovery code'}
            </Button>
          )}
          {problem && Object.keys(problem.fields).length === 0 && (
            <Note tone="bad" icon={CircleExclamationPoint} role="alert">
              {problem.message}
            </Note>
          )}
        </div>
      </div>
      <div className={styles.foot}>
        <Button onClick={onCancel}>Cancel</Button>
        {second?.passkey && (
          <Button
            look={asksPassword ? 'other' : 'main'}
            icon={FingerprintPattern}
            isBusy={busy === 'passkey'}
            onClick={() => void byPasskey()}
          >
            Use a passkey
          </Button>
        )}
        {offers?.sso && (
          <Button
            look={asksPassword || second?.passkey ? 'other' : 'main'}
            icon={ExternalLink}
            // A window that was closed says nothing: it can be opened anew.
            onClick={() => {
              setProblem(null)
              void sso.go('confirm')
            }}
          >
            {sso.isBusy ? 'Open single sign-on again' : 'Use single sign-on'}
          </Button>
        )}
        {asksPassword && (
          <Button type="submit" look="main" isBusy={busy === 'password'} busyLabel="Confirming…">
            Confirm
          </Button>
        )}
      </div>
    </form>
  )
}

/** What the person may prove it by, asked once; whoever is signed out meanwhile signs in instead. */
function useOffers() {
  const [offers, setOffers] = useState<ConfirmOffers | null>(null)
  const [problem, setProblem] = useState<PublicError | null>(null)
  useEffect(() => {
    let isGone = false
    const ask = async () => {
      const result = await confirmOptions().catch(() => ({ ok: false as const, error: noAnswer }))
      if (isGone) return
      if (result.ok) setOffers(result.data)
      else if (result.error.code === 'unauthenticated') askForSignIn()
      else setProblem(result.error)
    }
    void ask()
    return () => {
      isGone = true
    }
  }, [])
  return { offers, problem, setProblem }
}

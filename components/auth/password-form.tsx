'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CircleExclamationPoint, FingerprintPattern } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { type SignInInput, signInInput } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import styles from './entrance-form.module.css'
import { PasswordField } from './password-field.tsx'
import { showRefusal } from './show-refusal.ts'
import { UsernameField } from './username-field.tsx'

type PasswordFormProps = {
  /** Whose sign-in this is, where it can be nobody else's. */
  email: string | null
  /** Why a step after this one ended, and brought back here. */
  problem: PublicError | null
  /** Both answer why it was refused; null: it was taken. */
  onPassword: (input: SignInInput) => Promise<PublicError | null>
  /** Null: no passkey works here. */
  onPasskey: ((email?: string) => Promise<PublicError | null>) | null
  /** Where somebody goes who does not know their password. */
  forgotten?: ReactNode
  /** Ways to sign in that need nothing of this form. */
  others?: ReactNode
}

/** Email and password, or a passkey alone. A refusal keeps the email and empties the password. */
export function PasswordForm({ email, problem, onPassword, onPasskey, forgotten, others }: PasswordFormProps) {
  const { register, handleSubmit, formState, setError, resetField, clearErrors } = useForm<SignInInput>({
    resolver: zodResolver(signInInput),
    // No values to begin with: what was typed before this script ran stays.
    ...(email !== null && { defaultValues: { email, password: '' } }),
  })
  const { errors, isSubmitting } = formState
  const [isDone, setIsDone] = useState(false)
  const [isAsking, setIsAsking] = useState(false)

  const submit = handleSubmit(async (input) => {
    const refused = await onPassword(input)
    if (!refused) return setIsDone(true)
    if (refused.fields.password) resetField('password', { keepError: true, defaultValue: '' })
    showRefusal(refused, ['email', 'password'], setError)
  })
  const askPasskey = async () => {
    if (!onPasskey || isSubmitting || isDone) return
    clearErrors()
    setIsAsking(true)
    const refused = await onPasskey(email ?? undefined)
    if (!refused) return setIsDone(true)
    setIsAsking(false)
    setError('root', { message: refused.message })
  }
  const said = errors.root?.message ?? (formState.isSubmitted ? undefined : problem?.message)

  // Before the page's script runs, a form would put its fields into the address; as a POST it does not.
  return (
    <form
      className={styles.form}
      method="post"
      noValidate
      onSubmit={(event) => {
        // A form inside a portal also bubbles to the forms around it in React's tree.
        event.stopPropagation()
        void submit(event)
      }}
    >
      {email === null ? (
        <TextField
          {...register('email')}
          label="Email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          spellCheck={false}
          error={errors.email?.message}
        />
      ) : (
        <UsernameField email={email} />
      )}
      <PasswordField
        {...register('password')}
        autoComplete="current-password"
        autoFocus={email !== null}
        error={errors.password?.message}
        link={forgotten}
      />
      {said && (
        <Note tone="bad" icon={CircleExclamationPoint} role="alert">
          {said}
        </Note>
      )}
      <Button
        type="submit"
        look="main"
        className={styles.submit}
        isBusy={isSubmitting || (isDone && !isAsking)}
        busyLabel="Signing in…"
      >
        Sign in
      </Button>
      {(onPasskey || others) && (
        <>
          <div className={styles.or}>or</div>
          <div className={styles.otherWays}>
            {onPasskey && (
              <Button
                className={styles.otherWay}
                icon={FingerprintPattern}
                isBusy={isAsking}
                busyLabel="Asking for your passkey…"
                onClick={() => void askPasskey()}
              >
                Sign in with a passkey
              </Button>
            )}
            {others}
          </div>
        </>
      )}
    </form>
  )
}

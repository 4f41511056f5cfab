'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CircleCheck, CircleExclamationPoint, Link2Off } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { resetPasswordAction } from '#app/(auth)/reset/actions.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { type ResetPasswordFields, resetPasswordFields } from '#lib/auth/schema.ts'
import styles from './entrance-form.module.css'
import { PasswordField } from './password-field.tsx'
import { noAnswer, showRefusal } from './show-refusal.ts'

/** Sets the password that the link is for. It signs nobody in: the second factor, if there is one, is asked for as ever. */
export function ResetPasswordForm({ token }: { token: string }) {
  const [isOver, setIsOver] = useState(false)
  const [isUntold, setIsUntold] = useState(false)
  const { register, handleSubmit, formState, setError } = useForm<ResetPasswordFields>({
    resolver: zodResolver(resetPasswordFields),
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (input) => {
    const result = await resetPasswordAction({ ...input, token }).catch(() => ({ ok: false as const, error: noAnswer }))
    if (result.ok) return setIsUntold(result.data.notice === 'failed')
    setIsOver(result.error.code === 'not_permitted')
    showRefusal(result.error, ['password'], setError)
  })

  if (isOver) {
    return (
      <div className={styles.form}>
        <Note tone="warn" icon={Link2Off} role="alert">
          {errors.root?.message}
        </Note>
        <Button look="main" className={styles.submit} onClick={() => window.location.reload()}>
          Ask for a new link
        </Button>
      </div>
    )
  }
  if (isSubmitSuccessful) {
    return (
      <div className={styles.form}>
        <Note tone="ok" icon={CircleCheck} role="status">
          Your new password is set, and you are signed out everywhere. Sign in with it now.
          {isUntold && ' The mail that tells you so could not be sent.'}
        </Note>
        <ButtonLink look="main" href="/sign-in" className={styles.submit}>
          Sign in
        </ButtonLink>
      </div>
    )
  }
  return (
    <form className={styles.form} method="post" noValidate onSubmit={submit}>
      <PasswordField
        {...register('password')}
        autoComplete="new-password"
        autoFocus
        hint="At least 12 characters. Several unrelated words are easy to remember."
        error={errors.password?.message}
      />
      {errors.root?.message && (
        <Note tone="bad" icon={CircleExclamationPoint} role="alert">
          {errors.root.message}
        </Note>
      )}
      <Button type="submit" look="main" className={styles.submit} isBusy={isSubmitting} busyLabel="Setting…">
        Set the new password
      </Button>
    </form>
  )
}

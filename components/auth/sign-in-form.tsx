'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CircleExclamationPoint } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { signInAction } from '#app/(auth)/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { type SignInInput, signInInput } from '#lib/auth/schema.ts'
import styles from './entrance-form.module.css'
import { PasswordField } from './password-field.tsx'
import { noAnswer, showRefusal } from './show-refusal.ts'

/** Email and password. A refusal keeps the email and empties the password; `next` is a path of this console, if one was asked for. */
export function SignInForm({ next }: { next: string | null }) {
  const { register, handleSubmit, formState, setError, resetField } = useForm<SignInInput>({
    resolver: zodResolver(signInInput),
    // No values to begin with: what was typed before this script ran stays.
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (input) => {
    const result = await signInAction(input).catch(() => ({ ok: false as const, error: noAnswer }))
    // The whole page is loaded anew: nothing of whoever was here before stays in a cache of this one.
    if (result.ok) return window.location.assign(next ?? result.data.home)
    if (result.error.fields.password) resetField('password', { keepError: true, defaultValue: '' })
    showRefusal(result.error, ['email', 'password'], setError)
  })

  // Before the page's script runs, a form would put its fields into the address; as a POST it does not.
  return (
    <form className={styles.form} method="post" noValidate onSubmit={submit}>
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
      <PasswordField {...register('password')} autoComplete="current-password" error={errors.password?.message} />
      {errors.root?.message && (
        <Note tone="bad" icon={CircleExclamationPoint} role="alert">
          {errors.root.message}
        </Note>
      )}
      <Button
        type="submit"
        look="main"
        className={styles.submit}
        isBusy={isSubmitting || isSubmitSuccessful}
        busyLabel="Signing in"
      >
        Sign in
      </Button>
    </form>
  )
}

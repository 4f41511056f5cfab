'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CircleExclamationPoint } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { acceptAsNewAction } from '#app/(auth)/invite/actions.ts'
import styles from '#components/auth/entrance-form.module.css'
import { PasswordField } from '#components/auth/password-field.tsx'
import { noAnswer, showRefusal } from '#components/auth/show-refusal.ts'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { FixedField, TextField } from '#components/ui/text-field.tsx'
import { type NewAccountFields, newAccountFields } from '#lib/members/schema.ts'

/** Name and password of somebody who has no account yet. */
export function NewAccountForm({ token, email }: { token: string; email: string }) {
  const { register, handleSubmit, formState, setError } = useForm<NewAccountFields>({
    resolver: zodResolver(newAccountFields),
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (input) => {
    const result = await acceptAsNewAction({ ...input, token }).catch(() => ({ ok: false as const, error: noAnswer }))
    // The whole page is loaded anew, with what this person now sees.
    if (result.ok) return window.location.assign(result.data.home)
    showRefusal(result.error, ['name', 'password'], setError)
  })

  return (
    <form className={styles.form} method="post" noValidate onSubmit={submit}>
      <FixedField label="Email" value={email} />
      <TextField {...register('name')} label="Your name" autoComplete="name" error={errors.name?.message} />
      {/* For password managers, which take what stands before a new password for its account. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordField
        {...register('password')}
        autoComplete="new-password"
        hint="At least 12 characters. Several unrelated words are easy to remember."
        error={errors.password?.message}
      />
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
        busyLabel="Joining…"
      >
        Create account and join
      </Button>
    </form>
  )
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CircleExclamationPoint, MailCheck } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { requestResetAction } from '#app/(auth)/reset/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { mailedResetMinutes, type RequestResetInput, requestResetInput } from '#lib/auth/schema.ts'
import styles from './entrance-form.module.css'
import { noAnswer, showRefusal } from './show-refusal.ts'

/** Asks for a link by mail. What it says then is the same whether there is such an account or not. */
export function ResetRequestForm() {
  const { register, handleSubmit, formState, setError, getValues } = useForm<RequestResetInput>({
    resolver: zodResolver(requestResetInput),
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (input) => {
    const result = await requestResetAction(input).catch(() => ({ ok: false as const, error: noAnswer }))
    if (!result.ok) showRefusal(result.error, ['email'], setError)
  })

  if (isSubmitSuccessful) {
    return (
      <Note tone="ok" icon={MailCheck} role="status">
        If {getValues('email')} has an account with a password here, a mail with a link is on its way. The link works
        once, for {mailedResetMinutes} minutes. Nothing came? Look among unwanted mails, or try again in a quarter of an
        hour.
      </Note>
    )
  }
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
      {errors.root?.message && (
        <Note tone="bad" icon={CircleExclamationPoint} role="alert">
          {errors.root.message}
        </Note>
      )}
      <Button type="submit" look="main" className={styles.submit} isBusy={isSubmitting} busyLabel="Sending…">
        Send a link
      </Button>
    </form>
  )
}

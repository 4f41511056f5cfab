'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { changePasswordAction } from '#app/account/actions.ts'
import { knownPerson } from '#components/auth/known-person.tsx'
import { PasswordField } from '#components/auth/password-field.tsx'
import { showRefusal } from '#components/auth/show-refusal.ts'
import { UsernameField } from '#components/auth/username-field.tsx'
import { useAction } from '#components/data/use-action.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { type ChangePasswordInput, changePasswordInput } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import styles from './account.module.css'

type ChangePasswordDialogProps = { isOpen: boolean; onClose: () => void; onChanged: (ended: number) => void }

const empty = { current: '', password: '' }

/** A new password, for who gives the one of now. */
export function ChangePasswordDialog({ isOpen, onClose, onChanged }: ChangePasswordDialogProps) {
  const { register, handleSubmit, formState, setError, reset } = useForm<ChangePasswordInput>({
    resolver: zodResolver(changePasswordInput),
    defaultValues: empty,
  })
  const { run, isBusy } = useAction(changePasswordAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const { errors } = formState
  const close = () => {
    reset(empty)
    setProblem(null)
    onClose()
  }
  const submit = handleSubmit(async (input) => {
    setProblem(null)
    const result = await run(input)
    if (result.ok) {
      reset(empty)
      return onChanged(result.data.ended)
    }
    if (Object.keys(result.error.fields).length > 0) showRefusal(result.error, ['current', 'password'], setError)
    else setProblem(result.error)
  })
  return (
    <FormDialog
      isOpen={isOpen}
      title="Change your password"
      confirm="Change password"
      busyLabel="Changing…"
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => void submit()}
      onCancel={close}
    >
      <p>All your other sessions end, and links to reset the password stop working.</p>
      <UsernameField email={knownPerson()?.email ?? ''} />
      <div className={styles.fields}>
        <PasswordField
          {...register('current')}
          label="Current password"
          autoComplete="current-password"
          error={errors.current?.message}
          data-autofocus=""
        />
        <PasswordField
          {...register('password')}
          label="New password"
          autoComplete="new-password"
          hint="At least 12 characters. Several unrelated words are easy to remember."
          error={errors.password?.message}
        />
      </div>
    </FormDialog>
  )
}

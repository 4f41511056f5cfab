'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CircleExclamationPoint, Link2Off } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { setUpAction } from '#app/(auth)/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { type FirstOwnerInput, firstOwnerInput } from '#lib/auth/schema.ts'
import styles from './entrance-form.module.css'
import { PasswordField } from './password-field.tsx'
import { noAnswer, showRefusal } from './show-refusal.ts'
import { useFragmentToken } from './use-fragment-token.ts'

const fields = ['name', 'email', 'password', 'organization', 'domain'] as const

/** The first owner with organization and domain, for whoever came by the setup link. */
export function SetupForm() {
  const token = useFragmentToken()
  const { register, handleSubmit, formState, setError } = useForm<FirstOwnerInput>({
    resolver: zodResolver(firstOwnerInput),
    // No values to begin with: what was typed before this script ran stays.
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (input) => {
    const result = await setUpAction({ ...input, token: token ?? '' }).catch(() => ({
      ok: false as const,
      error: noAnswer,
    }))
    if (result.ok) return window.location.assign('/setup/root-key')
    showRefusal(result.error, fields, setError)
  })

  if (token === null) {
    return (
      <Note tone="warn" icon={Link2Off} role="alert">
        This address lacks the token of the setup link. Open the whole link that <code>npm run up</code> printed. It
        works once, for 60 minutes; a restart prints a new one.
      </Note>
    )
  }
  return (
    <form className={styles.form} method="post" noValidate onSubmit={submit}>
      <fieldset>
        <legend>Owner</legend>
        <TextField {...register('name')} label="Your name" autoComplete="name" error={errors.name?.message} />
        <TextField
          {...register('email')}
          label="Email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
        />
        <PasswordField
          {...register('password')}
          autoComplete="new-password"
          hint="At least 12 characters. Several unrelated words are easy to remember."
          error={errors.password?.message}
        />
      </fieldset>
      <fieldset>
        <legend>Organization</legend>
        <TextField
          {...register('organization')}
          label="Organization name"
          autoComplete="organization"
          error={errors.organization?.message}
        />
        <TextField
          {...register('domain')}
          label="First domain"
          autoComplete="off"
          hint="A domain is a part of the organization, such as a brand, a region or a team, with its own secrets and integrations."
          error={errors.domain?.message}
        />
      </fieldset>
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
        busyLabel="Setting up…"
      >
        Set up Postern
      </Button>
    </form>
  )
}

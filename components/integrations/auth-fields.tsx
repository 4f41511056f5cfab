'use client'

import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { ChosenSecret } from '#components/references/chosen-secret.ts'
import { referenceText } from '#components/references/reference-forms.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { type AuthKind, authKindLabels, authKinds } from '#lib/integrations/schema.ts'
import type { AuthValue } from '#lib/references/auth-value.ts'
import { AuthSecretField } from './auth-secret-field.tsx'
import type { IntegrationFields } from './connection-form.ts'
import type { ReferenceProblems } from './reference-text.tsx'

const kinds = authKinds.map((value) => ({ value, label: authKindLabels[value] }))

const uses: { value: AuthValue['as']; label: string }[] = [
  { value: 'whole', label: 'Username and password, of one secret' },
  { value: 'password', label: 'Password, with a username typed here' },
  { value: 'username', label: 'Username, with an empty password' },
]

const hints: Record<Exclude<AuthKind, 'none'>, string> = {
  bearer: 'Sent as Authorization: Bearer, with every request that does not set that header itself.',
  basic: 'Sent as Authorization: Basic, with every request that does not set that header itself.',
  header: 'Sent in this header, with every request that does not set it itself.',
  query: 'Sent in this parameter, with every request that does not set it itself.',
}

/** How the requests of an integration authenticate: the kind by dropdown, the secret by choosing it. */
export function AuthFields({ problems }: { problems: ReferenceProblems }) {
  const { control, register, getValues, setValue, formState } = useFormContext<IntegrationFields>()
  const errors = formState.errors.auth
  const [kind, as] = useWatch({ control, name: ['auth.kind', 'auth.as'] })
  /** Only in Basic does a pair stand whole: elsewhere a part of it has to be chosen, and what was elsewhere is none. */
  const followKind = (next: AuthKind) => {
    if (kind === 'basic' && as === 'whole' && next !== 'basic') setValue('auth.reference', '')
    if (kind !== 'basic' && next === 'basic')
      setValue('auth.as', getValues('auth.reference') === '' ? 'whole' : 'password')
  }
  return (
    <>
      <SelectField
        label="Authentication"
        options={kinds}
        hint={kind === 'none' ? undefined : hints[kind]}
        {...register('auth.kind', { onChange: ({ target }) => followKind(target.value) })}
      />
      {(kind === 'header' || kind === 'query') && (
        <TextField
          label={kind === 'header' ? 'Header' : 'Parameter'}
          isMono
          placeholder={kind === 'header' ? 'X-Api-Key' : 'api_key'}
          error={errors?.name?.message}
          {...noAssistance}
          {...register('auth.name')}
        />
      )}
      {kind === 'basic' && <SelectField label="Use the secret as" options={uses} {...register('auth.as')} />}
      {kind === 'basic' && as === 'password' && (
        <TextField
          label="Username"
          isMono
          error={errors?.username?.message}
          {...noAssistance}
          {...register('auth.username')}
        />
      )}
      {kind !== 'none' && (
        <Controller
          control={control}
          name="auth.reference"
          render={({ field, fieldState }) => (
            <AuthSecretField
              ref={field.ref}
              reference={field.value}
              takesPair={kind === 'basic'}
              problems={problems}
              error={fieldState.error?.message}
              onChoose={(chosen) => {
                field.onChange(referenceText('integration', chosen))
                if (kind === 'basic') setValue('auth.as', asOf(chosen, as), { shouldDirty: true })
              }}
            />
          )}
        />
      )}
    </>
  )
}

/** In Basic a pair stands whole, and anything else beside a username: whoever chooses it need not know. */
function asOf({ type, part }: ChosenSecret, as: AuthValue['as']): AuthValue['as'] {
  if (type === 'username_password' && part === null) return 'whole'
  return as === 'whole' ? 'password' : as
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { createTokenAction } from '#app/(console)/[organization]/tokens/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { FixedField, TextField } from '#components/ui/text-field.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { tokenScopes } from '#lib/access/permissions.ts'
import type { PublicError } from '#lib/core/result.ts'
import {
  lifetimeLabels,
  lifetimes,
  scopeSentences,
  type TokenCreated,
  type TokenFields,
  type TokenItem,
  tokenFields,
} from '#lib/tokens/schema.ts'
import { tokenList } from './token-queries.ts'
import styles from './tokens.module.css'

type CreateTokenFormProps = {
  placeName: string
  onMade: (token: TokenCreated & { scopes: TokenItem['scopes'] }) => void
}

/** What a new token may do, where, and until when. Its text is handed on, and not kept here. */
export function CreateTokenForm({ placeName, onMade }: CreateTokenFormProps) {
  const place = usePlace()
  const timeZone = useTimeZone()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const { run, isBusy } = useAction(createTokenAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const form = useForm<TokenFields>({
    defaultValues: { name: '', scopes: [], lifetime: '90', expiresOn: '' },
    resolver: zodResolver(tokenFields),
  })
  const { errors, isDirty } = form.formState
  const lifetime = useWatch({ control: form.control, name: 'lifetime' })

  const submit = form.handleSubmit(async (typed) => {
    setProblem(null)
    const result = await run({ ...place, ...typed })
    if (!result.ok) {
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named)
        form.setError(field as keyof TokenFields, { type: 'server', message }, { shouldFocus: true })
      return
    }
    drawer.finish()
    onMade({ ...result.data, scopes: tokenScopes.filter((scope) => typed.scopes.includes(scope)) })
    await queries.invalidateQueries({ queryKey: tokenList(place).queryKey })
  })

  return (
    <DrawerForm
      {...judgeAsTyped(form)}
      onSubmit={() => void submit()}
      isDirty={isDirty}
      isBusy={isBusy}
      busyLabel="Creating…"
      problem={<ProblemCount count={Object.keys(errors).length} />}
    >
      {problem && <SaveProblem error={problem} />}
      <TextField
        label="Name"
        hint="The program that will use it. The change log calls it so."
        error={errors.name?.message}
        data-autofocus=""
        autoComplete="off"
        {...form.register('name')}
      />
      <FixedField
        label="Where it holds"
        value={place.domain ? placeName : `${placeName} and every domain of it`}
        {...(place.domain && { hint: 'A token for every domain is created in the organization’s Settings.' })}
      />
      <fieldset className={styles.scopes} aria-describedby={errors.scopes ? 'token-scopes-error' : undefined}>
        <legend>What it may do</legend>
        {tokenScopes.map((scope) => (
          <CheckboxField
            key={scope}
            label={<code>{scope}</code>}
            hint={scopeSentences[scope]}
            value={scope}
            {...form.register('scopes')}
          />
        ))}
        {errors.scopes && <FieldError id="token-scopes-error">{errors.scopes.message}</FieldError>}
      </fieldset>
      <SelectField
        label="Expires"
        options={lifetimes.map((value) => ({
          value,
          label: /^\d+$/.test(value) ? `In ${lifetimeLabels[value]}` : lifetimeLabels[value],
        }))}
        error={errors.lifetime?.message}
        {...form.register('lifetime')}
      />
      {lifetime === 'date' && (
        <TextField
          label="Expiration date"
          type="date"
          max="9998-12-31"
          hint={`Its last usable day, in ${timeZone === 'UTC' ? 'UTC' : `${timeZone.replaceAll('_', ' ')} time`}.`}
          error={errors.expiresOn?.message}
          autoComplete="off"
          {...form.register('expiresOn')}
        />
      )}
      {lifetime === 'never' && (
        <Note tone="warn" icon={TriangleAlert} role="status">
          <p>
            Whoever finds this token can use it until somebody revokes it. A date limits what a forgotten copy is worth.
          </p>
        </Note>
      )}
    </DrawerForm>
  )
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import {
  createIntegrationAction,
  updateIntegrationAction,
} from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { createIntegrationInput, type IntegrationChanged, type IntegrationListItem } from '#lib/integrations/schema.ts'
import { checkBaseUrl } from '#lib/references/check-request.ts'
import { integrationsKey } from './integration-queries.ts'

type Fields = { name: string; baseUrl: string }

const fields = createIntegrationInput.pick({ name: true, baseUrl: true }).superRefine(({ baseUrl }, context) => {
  const message = checkBaseUrl(baseUrl)
  if (message) context.addIssue({ code: 'custom', path: ['baseUrl'], message })
})

type IntegrationFormProps = {
  /** Left out: a new one. */
  integration?: IntegrationListItem
  /** Reads it again, after somebody else has saved it. */
  reload?: () => Promise<IntegrationListItem | undefined>
  /** Closes the drawer, or leads on from it. */
  onSaved: (saved: IntegrationChanged & Fields) => void
}

/** Name and base URL of an integration, new or changed. */
export function IntegrationForm({ integration, reload, onSaved }: IntegrationFormProps) {
  const place = useDomainPlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const create = useAction(createIntegrationAction)
  const update = useAction(updateIntegrationAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // What this form is based on, which stays while others save.
  const [base, setBase] = useState(integration)
  const [isSaved, setIsSaved] = useState(false)
  const form = useForm<Fields>({
    defaultValues: { name: integration?.name ?? '', baseUrl: integration?.baseUrl ?? '' },
    resolver: zodResolver(fields),
  })
  const { errors, isDirty } = form.formState

  const submit = form.handleSubmit(async (typed) => {
    setProblem(null)
    const result = base
      ? await update.run({ ...place, ...typed, id: base.id, rowVersion: base.rowVersion })
      : await create.run({ ...place, ...typed })
    if (!result.ok) {
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named) {
        form.setError(field as keyof Fields, { type: 'server', message }, { shouldFocus: true })
      }
      return
    }
    setIsSaved(true)
    drawer.release()
    onSaved({ ...result.data, ...typed })
    await queries.invalidateQueries({ queryKey: integrationsKey(place) })
  })

  const loadCurrent = async () => {
    const current = await reload?.()
    if (!current) return
    setBase(current)
    form.reset({ name: current.name, baseUrl: current.baseUrl })
    setProblem(null)
  }

  return (
    <DrawerForm
      {...judgeAsTyped(form)}
      onSubmit={() => void submit()}
      isDirty={isDirty && !isSaved}
      isBusy={create.isBusy || update.isBusy || isSaved}
      problem={<ProblemCount count={Object.keys(errors).length} />}
    >
      {problem &&
        (problem.code === 'stale_version' ? (
          <LostEditNote message={problem.message} onLoad={() => void loadCurrent()}>
            {isDirty && <p>What you typed is still here until you load it.</p>}
          </LostEditNote>
        ) : (
          <SaveProblem error={problem} />
        ))}
      <TextField
        label="Name"
        error={errors.name?.message}
        data-autofocus=""
        autoComplete="off"
        {...form.register('name')}
      />
      <TextField
        label="Base URL"
        isMono
        placeholder="https://api.example.com"
        hint="Every request of it begins with this. Secrets never stand here: put their references in headers, query or body."
        error={errors.baseUrl?.message}
        inputMode="url"
        {...noAssistance}
        {...form.register('baseUrl')}
      />
    </DrawerForm>
  )
}

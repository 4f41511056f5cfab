'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import {
  createIntegrationAction,
  updateIntegrationAction,
} from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { CredentialNotice } from '#components/references/credential-notice.tsx'
import { ReferenceHomeContext } from '#components/references/reference-home.tsx'
import { useCredentialNotice } from '#components/references/use-credential-notice.ts'
import { usePlaceName } from '#components/secrets/use-place-name.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { IntegrationChanged, IntegrationDetails } from '#lib/integrations/schema.ts'
import { AuthFields } from './auth-fields.tsx'
import {
  connectionOfFields,
  countProblems,
  fieldsOfProblems,
  type IntegrationFields,
  integrationFieldsOf,
  integrationResolver,
} from './connection-form.ts'
import { DefaultHeaders } from './default-headers.tsx'
import { hostOf } from './host-of.ts'
import { integrationsKey } from './integration-queries.ts'
import { referenceProblems } from './reference-problems.ts'

const none: IntegrationDetails['references'] = []

type IntegrationFormProps = {
  /** Left out: a new one. */
  integration?: IntegrationDetails
  /** Reads it again, after somebody else has saved it. */
  reload?: () => Promise<IntegrationDetails | undefined>
  /** Closes the drawer, or leads on from it. */
  onSaved: (saved: IntegrationChanged & Pick<IntegrationFields, 'name' | 'baseUrl'>) => void
}

/** Name, base URL and connection of an integration, new or changed. */
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
  const form = useForm<IntegrationFields>({
    defaultValues: integrationFieldsOf(integration),
    resolver: integrationResolver,
  })
  const { errors, isDirty } = form.formState
  const host = hostOf(useWatch({ control: form.control, name: 'baseUrl' }))
  const domainName = usePlaceName()
  const problems = useMemo(() => referenceProblems(base?.references ?? none, domainName), [base, domainName])

  const notice = useCredentialNotice({
    textOf: (field) => String(form.getValues(field as 'baseUrl') ?? ''),
    setText: (field, text) => form.setValue(field as 'baseUrl', text, { shouldDirty: true, shouldValidate: true }),
    nameOf: (field) =>
      field.endsWith('.value') ? String(form.getValues(field.replace(/value$/, 'name') as 'baseUrl')) : undefined,
  })

  const submit = (keepsPlainText: boolean) =>
    form.handleSubmit(async (typed) => {
      setProblem(null)
      notice.forget()
      const input = { ...place, name: typed.name, baseUrl: typed.baseUrl, ...connectionOfFields(typed), keepsPlainText }
      const result = base
        ? await update.run({ ...input, id: base.id, rowVersion: base.rowVersion })
        : await create.run(input)
      if (!result.ok) {
        if (notice.isTold(result.error)) return
        const named = Object.entries(fieldsOfProblems(result.error.fields))
        if (named.length === 0) setProblem(result.error)
        for (const [field, message] of named) {
          form.setError(field as keyof IntegrationFields, { type: 'server', message }, { shouldFocus: true })
        }
        return
      }
      setIsSaved(true)
      drawer.release()
      onSaved({ ...result.data, name: typed.name, baseUrl: typed.baseUrl })
      await queries.invalidateQueries({ queryKey: integrationsKey(place) })
    })()

  const loadCurrent = async () => {
    const current = await reload?.()
    if (!current) return
    setBase(current)
    form.reset(integrationFieldsOf(current))
    setProblem(null)
  }

  return (
    <FormProvider {...form}>
      <ReferenceHomeContext value={{ form: 'integration', purpose: 'integration', host }}>
        <DrawerForm
          {...judgeAsTyped(form)}
          onSubmit={() => void submit(false)}
          isDirty={isDirty && !isSaved}
          isBusy={create.isBusy || update.isBusy || isSaved}
          problem={<ProblemCount count={countProblems(errors)} />}
        >
          {problem &&
            (problem.code === 'stale_version' ? (
              <LostEditNote message={problem.message} onLoad={() => void loadCurrent()}>
                {isDirty && <p>What you typed is still here until you load it.</p>}
              </LostEditNote>
            ) : (
              <SaveProblem error={problem} />
            ))}
          {/* One line of the form: without a notice it leaves no gap. */}
          <div>
            <CredentialNotice
              noticed={notice.noticed}
              onReplace={notice.replace}
              onKeep={() => void submit(true)}
              isBusy={create.isBusy || update.isBusy}
            />
            <TextField
              label="Name"
              error={errors.name?.message}
              data-autofocus=""
              autoComplete="off"
              {...form.register('name')}
            />
          </div>
          <TextField
            label="Base URL"
            isMono
            placeholder="https://api.example.com"
            hint="Every request of it begins with this. Secrets never stand here: they authenticate, or stand in headers, query or body."
            error={errors.baseUrl?.message}
            inputMode="url"
            {...noAssistance}
            {...form.register('baseUrl')}
          />
          <AuthFields problems={problems} />
          <DefaultHeaders problems={problems} />
        </DrawerForm>
      </ReferenceHomeContext>
    </FormProvider>
  )
}

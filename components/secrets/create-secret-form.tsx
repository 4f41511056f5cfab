'use client'

import { useQueryClient } from '@tanstack/react-query'
import { TriangleExclamationPoint } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { FormProvider, type Resolver, useForm, useWatch } from 'react-hook-form'
import { createSecretAction } from '#app/(console)/[organization]/[domain]/settings/security/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { PublicError } from '#lib/core/result.ts'
import {
  createSecretInput,
  type DomainPlace,
  type SecretType,
  secretTypeLabels,
  secretTypes,
} from '#lib/secrets/schema.ts'
import { formErrors, formFieldOf, hasValue, noValue, typedValue, type ValueFields as Value } from './secret-form.ts'
import { secretsKey } from './secret-queries.ts'
import { secretTypeIcons } from './secret-type.tsx'
import { ValueFields } from './value-fields.tsx'

type Fields = Value & { name: string; type: SecretType; description: string }

const empty: Fields = { name: '', type: 'token', description: '', ...noValue }

const typeOptions = secretTypes.map((type) => ({
  value: type,
  label: secretTypeLabels[type],
  icon: secretTypeIcons[type],
}))

/** What a person types to store a secret. The value leaves the page with Submit and is nowhere on it afterwards. */
export function CreateSecretForm() {
  const place = usePlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(createSecretAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const form = useForm<Fields>({ defaultValues: empty, resolver: resolverFor(place) })
  const { errors } = form.formState
  const fields = useWatch({ control: form.control }) as Fields
  const isDirty = fields.name !== '' || fields.description !== '' || secretTypes.some((type) => hasValue(type, fields))

  const submit = form.handleSubmit(async (typed) => {
    setProblem(null)
    const result = await run(inputOf(place, typed))
    if (!result.ok) {
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named) {
        form.setError(
          formFieldOf(field, typed.type) as keyof Fields,
          { type: 'server', message },
          { shouldFocus: true },
        )
      }
      return
    }
    form.reset(empty)
    drawer.finish()
    toast(
      <>
        <code>{result.data.name}</code> is stored. Requests name it <code>{`{secrets.${result.data.name}}`}</code>.
      </>,
    )
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
  })

  return (
    <FormProvider {...form}>
      <DrawerForm
        {...judgeAsTyped(form)}
        onSubmit={() => void submit()}
        isDirty={isDirty}
        isBusy={isBusy}
        problem={<ProblemCount count={Object.keys(errors).length} />}
      >
        <Note tone="warn" icon={TriangleExclamationPoint}>
          <p>
            Secret values are write-only. Once created, you will not be able to view the stored value. Ensure your
            credentials are saved elsewhere before submitting.
          </p>
        </Note>
        {problem && <SaveProblem error={problem} />}
        <TextField
          label="Alias"
          isMono
          hint="Only lowercase letters, numbers, hyphens and underscores."
          error={errors.name?.message}
          data-autofocus=""
          {...noAssistance}
          {...form.register('name')}
          onInput={lowercase}
        />
        <SegmentedControl
          label="Secret Type"
          options={typeOptions}
          value={fields.type}
          onChange={(type) => {
            form.setValue('type', type)
            form.clearErrors(['token', 'username', 'password', 'json'])
          }}
        />
        <ValueFields type={fields.type} />
        <TextField
          label="Description"
          isOptional
          error={errors.description?.message}
          autoComplete="off"
          {...form.register('description')}
        />
      </DrawerForm>
    </FormProvider>
  )
}

/** Lowercases what is typed where it is typed, and leaves the cursor where it was. */
function lowercase({ currentTarget: input }: FormEvent<HTMLInputElement>): void {
  const lower = input.value.toLowerCase()
  if (lower === input.value) return
  const { selectionStart, selectionEnd } = input
  input.value = lower
  input.setSelectionRange(selectionStart, selectionEnd)
}

function inputOf(place: DomainPlace, fields: Fields) {
  const { name, type, description } = fields
  return { ...place, name, description, type, value: typedValue(type, fields) } as Parameters<
    typeof createSecretAction
  >[0]
}

const resolverFor =
  (place: DomainPlace): Resolver<Fields> =>
  (fields) => {
    const parsed = createSecretInput.safeParse(inputOf(place, fields))
    const errors = formErrors(fields.type, fields, parsed.success ? {} : fieldErrorsOf(parsed.error))
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: fields, errors: {} }
  }

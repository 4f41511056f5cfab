'use client'

import { useQueryClient } from '@tanstack/react-query'
import { TriangleExclamationPoint } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Controller, FormProvider, type Resolver, useForm, useWatch } from 'react-hook-form'
import { createSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { InView } from '#components/ui/in-view.tsx'
import { Note } from '#components/ui/note.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { PublicError } from '#lib/core/result.ts'
import { aliasProblem, nameProblem } from '#lib/secrets/names.ts'
import {
  createSecretInput,
  purposeLabels,
  purposes,
  type SecretPlace,
  type SecretPurpose,
  type SecretType,
  type SecretVisibility,
  secretTypeLabels,
  secretTypes,
  visibilityLabels,
} from '#lib/secrets/schema.ts'
import { AllowedDomainsField } from './allowed-domains-field.tsx'
import { CaptureNote } from './capture-note.tsx'
import styles from './create-secret-form.module.css'
import { DuplicateQuestion } from './duplicate-question.tsx'
import { ExpirationField } from './expiration-field.tsx'
import {
  dateProblem,
  type FieldsOfAll,
  formErrors,
  formFieldOf,
  hasValue,
  hostsProblem,
  noValue,
  typedValue,
} from './secret-form.ts'
import { secretsKey } from './secret-queries.ts'
import { secretTypeIcons } from './secret-type.tsx'
import { useDuplicate } from './use-duplicate.ts'
import { loadHostJudge } from './use-host-judge.ts'
import { ValueFields } from './value-fields.tsx'

type Fields = FieldsOfAll & {
  name: string
  type: SecretType
  visibility: SecretVisibility
  purpose: SecretPurpose
}

const empty: Fields = {
  name: '',
  type: 'token',
  description: '',
  allowedHosts: [],
  expiresOn: '',
  visibility: 'restricted',
  purpose: 'any',
  ...noValue,
}

const typeOptions = secretTypes.map((type) => ({
  value: type,
  label: secretTypeLabels[type],
  icon: secretTypeIcons[type],
}))

const purposeOptions = purposes.map((purpose) => ({ value: purpose, label: purposeLabels[purpose] }))

const visibilityOptions = [
  { value: 'restricted' as const, label: visibilityLabels.restricted, text: 'Never shown again, to anyone.' },
  {
    value: 'masked' as const,
    label: visibilityLabels.masked,
    text: 'Can be shown for 30 seconds. Each time is logged.',
  },
]

const purposeHints: Record<SecretPurpose, string> = {
  any: 'Wherever it is named.',
  integration: 'Refused to workflow steps.',
  webhook: 'For workflow steps alone.',
}

type CreateSecretFormProps = {
  /** What is filled in already, by the field where the secret is to stand. */
  start?: Partial<Pick<Fields, 'name' | 'type' | 'token' | 'username' | 'password' | 'purpose' | 'allowedHosts'>>
  onCreated?: (created: { name: string; type: SecretType }) => void
}

/** What a person types to store a secret. The value leaves the page with Submit and is nowhere on it afterwards. */
export function CreateSecretForm({ start, onCreated }: CreateSecretFormProps = {}) {
  const place = usePlace()
  const { policies } = useFrame()
  const timeZone = useTimeZone()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(createSecretAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const form = useForm<Fields>({
    defaultValues: { ...empty, ...start },
    resolver: resolverFor(place, policies, timeZone),
  })
  const { errors } = form.formState
  const fields = useWatch({ control: form.control }) as Fields
  const duplicate = useDuplicate(fields.type, fields)
  const isOfDomain = place.domain !== undefined
  const isDirty =
    fields.name !== '' ||
    fields.description !== '' ||
    fields.allowedHosts.length > 0 ||
    fields.expiresOn !== '' ||
    secretTypes.some((type) => hasValue(type, fields))

  const submit = (acceptsDuplicate = false) =>
    form.handleSubmit(async (typed) => {
      setProblem(null)
      duplicate.forget()
      const result = await run({ ...inputOf(place, typed), ...(acceptsDuplicate && { acceptsDuplicate }) })
      if (!result.ok) {
        if (duplicate.isTold(result.error, typed.type, typed)) return
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
      onCreated?.({ name: result.data.name, type: typed.type })
      await queries.invalidateQueries({ queryKey: secretsKey(place) })
    })()

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
        {problem && (
          <InView>
            <SaveProblem error={problem} />
          </InView>
        )}
        {isOfDomain ? (
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
        ) : (
          <TextField
            label="Secret name"
            isMono
            hint={
              <>
                Starts with a letter; letters, numbers, hyphens and underscores. Dots make groups, like{' '}
                <code>crm.apiKey</code>.
              </>
            }
            error={errors.name?.message}
            data-autofocus=""
            {...noAssistance}
            {...form.register('name')}
          />
        )}
        {isOfDomain && <CaptureNote alias={fields.name} />}
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
        {duplicate.message && (
          <InView>
            <DuplicateQuestion message={duplicate.message} isBusy={isBusy} onGoOn={() => void submit(true)} />
          </InView>
        )}
        <TextField
          label="Description"
          isOptional
          error={errors.description?.message}
          autoComplete="off"
          {...form.register('description')}
        />
        <AllowedDomainsField />
        <div className={styles.two}>
          <ExpirationField />
          <SelectField
            label="Purpose"
            options={purposeOptions}
            hint={purposeHints[fields.purpose]}
            {...form.register('purpose')}
          />
        </div>
        <Controller
          control={form.control}
          name="visibility"
          render={({ field }) => (
            <RadioCards
              label="Visibility"
              options={visibilityOptions}
              value={field.value}
              onChange={field.onChange}
              hint={`${isOfDomain ? 'Alias, type' : 'Type'}, purpose and visibility are fixed from then on.`}
            />
          )}
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

function inputOf(place: SecretPlace, fields: Fields) {
  const { name, type, description, allowedHosts, visibility, purpose } = fields
  const expiresOn = fields.expiresOn || null
  const value = typedValue(type, fields)
  return { ...place, name, description, allowedHosts, expiresOn, visibility, purpose, type, value } as Parameters<
    typeof createSecretAction
  >[0]
}

const resolverFor =
  (place: SecretPlace, policies: { allowedDomainsRequired: boolean }, timeZone: string): Resolver<Fields> =>
  async (fields, _context, options) => {
    const parsed = createSecretInput.safeParse(inputOf(place, fields))
    const problems = parsed.success ? {} : fieldErrorsOf(parsed.error)
    const nameIs = place.domain === undefined ? nameProblem(fields.name) : aliasProblem(fields.name.toLowerCase())
    const hostsAre = hostsProblem(fields.allowedHosts, await loadHostJudge(), policies.allowedDomainsRequired)
    const dateIs = dateProblem({ expiresOn: fields.expiresOn, timeZone, fields: options.fields })
    if (nameIs !== null) problems.name = nameIs
    if (hostsAre !== null) problems.allowedHosts = hostsAre
    if (dateIs !== null) problems.expiresOn = dateIs
    const errors = formErrors(fields.type, fields, problems)
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: fields, errors: {} }
  }

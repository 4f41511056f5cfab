'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Info } from 'lucide-react'
import { useState } from 'react'
import { FormProvider, type Resolver, useForm, useWatch } from 'react-hook-form'
import { editSecretAction } from '#app/(console)/[organization]/[domain]/settings/security/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { FixedField, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { PublicError } from '#lib/core/result.ts'
import {
  credential,
  type DomainPlace,
  editSecretInput,
  type SecretDetails,
  secretTypeLabels,
} from '#lib/secrets/schema.ts'
import styles from './edit-secret-form.module.css'
import { LostEdit } from './lost-edit.tsx'
import { formErrors, formFieldOf, hasValue, noValue, typedValue, type ValueFields as Value } from './secret-form.ts'
import { secretsKey } from './secret-queries.ts'
import { secretTypeIcons } from './secret-type.tsx'
import { ValueFields } from './value-fields.tsx'

type Fields = Value & { description: string }
type Lost = { opened: SecretDetails; message: string }

type EditSecretFormProps = {
  /** The secret as it is stored now. */
  current: SecretDetails
  reload: () => Promise<SecretDetails | undefined>
}

/** What a person changes of a secret: a new value, its description. Without a new value the current one stays. */
export function EditSecretForm({ current, reload }: EditSecretFormProps) {
  const place = usePlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(editSecretAction)
  // The version that this form is based on, which stays while others save.
  const [opened, setOpened] = useState(current)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [lost, setLost] = useState<Lost | null>(null)
  const [isUnchanged, setIsUnchanged] = useState(false)

  const form = useForm<Fields>({
    defaultValues: { description: opened.description, ...noValue },
    resolver: resolverFor(place, opened),
  })
  const { errors } = form.formState
  const fields = useWatch({ control: form.control }) as Fields
  const isDirty = hasValue(opened.type, fields) || fields.description !== opened.description

  const submit = form.handleSubmit(async (typed) => {
    setProblem(null)
    setIsUnchanged(!isDirty)
    if (!isDirty) return
    const result = await run(inputOf(place, opened, typed))
    if (!result.ok) {
      if (result.error.code === 'stale_version') {
        // A lost edit loses the value too: it was meant for what is no longer there.
        form.reset({ ...noValue, description: typed.description }, { keepDefaultValues: true })
        setLost({ opened, message: result.error.message })
        await reload()
        return
      }
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named) {
        form.setError(
          formFieldOf(field, opened.type) as keyof Fields,
          { type: 'server', message },
          { shouldFocus: true },
        )
      }
      return
    }
    form.reset({ ...noValue, description: '' })
    drawer.finish()
    toast(
      result.data.version > opened.version ? (
        <>
          <code>{result.data.name}</code> has a new value (version {result.data.version}).
        </>
      ) : (
        <>
          <code>{result.data.name}</code> has a new description.
        </>
      ),
    )
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
  })

  const loadCurrent = () => {
    setOpened(current)
    setLost(null)
    form.reset({ ...noValue, description: current.description })
  }

  const uses = opened.places.length
  return (
    <FormProvider {...form}>
      <DrawerForm
        {...judgeAsTyped(form)}
        onSubmit={() => void submit()}
        isDirty={isDirty}
        isBusy={isBusy}
        problem={
          isUnchanged && !isDirty ? (
            'Nothing has been changed yet.'
          ) : (
            <ProblemCount count={Object.keys(errors).length} />
          )
        }
      >
        {lost && <LostEdit opened={lost.opened} current={current} message={lost.message} onLoad={loadCurrent} />}
        {problem && <SaveProblem error={problem} />}
        <div className={styles.two}>
          <FixedField label="Alias" value={opened.name} isMono />
          <FixedField label="Secret Type" value={secretTypeLabels[opened.type]} icon={secretTypeIcons[opened.type]} />
        </div>
        <ValueFields
          type={opened.type}
          aside={`replaces version ${opened.version}`}
          hint={
            opened.type === 'username_password'
              ? 'Leave both empty to keep the current pair.'
              : 'Leave it empty to keep the current value.'
          }
        />
        <TextField
          label="Description"
          isOptional
          error={errors.description?.message}
          autoComplete="off"
          {...form.register('description')}
        />
        <Note tone="info" icon={Info}>
          <p>
            Alias and type are fixed when a secret is created.
            {uses > 0 &&
              ` After Submit, ${uses === 1 ? '1 request uses' : `${uses} requests use`} a new value at once.`}
          </p>
        </Note>
      </DrawerForm>
    </FormProvider>
  )
}

function inputOf(place: DomainPlace, opened: SecretDetails, fields: Fields) {
  return {
    ...place,
    id: opened.id,
    rowVersion: opened.rowVersion,
    description: fields.description,
    ...(hasValue(opened.type, fields) && { value: typedValue(opened.type, fields) }),
  }
}

const resolverFor =
  (place: DomainPlace, opened: SecretDetails): Resolver<Fields> =>
  (fields) => {
    const input = inputOf(place, opened, fields)
    const whole = editSecretInput.safeParse(input)
    const problems = whole.success ? {} : fieldErrorsOf(whole.error)
    if (input.value !== undefined) {
      const given = credential.safeParse({ type: opened.type, value: input.value })
      if (!given.success) Object.assign(problems, fieldErrorsOf(given.error))
    }
    if (input.value !== undefined && fields.username === '' && problems['value.username']) {
      problems['value.username'] = 'Enter the username too, or leave both empty.'
    }
    if (input.value !== undefined && fields.password === '' && problems['value.password']) {
      problems['value.password'] = 'Enter the password too, or leave both empty.'
    }
    const errors = formErrors(opened.type, fields, problems)
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: fields, errors: {} }
  }

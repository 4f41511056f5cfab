'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import {
  createVariableAction,
  updateVariableAction,
} from '#app/(console)/[organization]/[domain]/workflows/variables/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { Field } from '#components/ui/field.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { FixedField, noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { createVariableInput, type VariableItem } from '#lib/variables/schema.ts'
import { NoticedCredential } from './noticed-credential.tsx'
import { variablesKey } from './variable-queries.ts'

type Fields = { name: string; value: string; description: string }

const fields = createVariableInput.pick({ name: true, value: true, description: true })

const fieldsOf = ({ name, value, description }: Fields): Fields => ({ name, value, description })

type VariableFormProps = {
  /** Left out: a new one. */
  variable?: VariableItem
  /** Reads it again, after somebody else has saved it. */
  reload?: () => Promise<VariableItem | undefined>
}

/** Name, value and description of a plain variable. The name stays: texts mean the variable by it. */
export function VariableForm({ variable, reload }: VariableFormProps) {
  const place = useDomainPlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const create = useAction(createVariableAction)
  const update = useAction(updateVariableAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [noticed, setNoticed] = useState<Fields | null>(null)
  // What this form is based on, which stays while others save.
  const [base, setBase] = useState(variable)
  const form = useForm<Fields>({
    defaultValues: fieldsOf(variable ?? { name: '', value: '', description: '' }),
    resolver: zodResolver(fields),
  })
  const { errors, isDirty } = form.formState

  const submit = (keepsPlainText: boolean) =>
    form.handleSubmit(async (typed) => {
      setProblem(null)
      setNoticed(null)
      const input = { ...place, ...typed, keepsPlainText }
      const result = base
        ? await update.run({ ...input, id: base.id, rowVersion: base.rowVersion })
        : await create.run(input)
      if (!result.ok) {
        const named = Object.entries(result.error.fields)
        if (result.error.code === 'credential_noticed') return setNoticed(typed)
        if (named.length === 0) setProblem(result.error)
        for (const [field, message] of named)
          form.setError(field as keyof Fields, { type: 'server', message }, { shouldFocus: true })
        return
      }
      drawer.finish()
      toast(
        <>
          <code>{base?.name ?? typed.name}</code> is saved.
        </>,
      )
      await queries.invalidateQueries({ queryKey: variablesKey(place) })
    })()

  const loadCurrent = async () => {
    const current = await reload?.()
    if (!current) return
    setBase(current)
    form.reset(fieldsOf(current))
    setProblem(null)
  }

  return (
    <DrawerForm
      {...judgeAsTyped(form)}
      onSubmit={() => void submit(false)}
      isDirty={isDirty}
      isBusy={create.isBusy || update.isBusy}
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
      {noticed && (
        <NoticedCredential
          name={base?.name ?? noticed.name}
          value={noticed.value}
          isBusy={create.isBusy || update.isBusy}
          onKeep={() => void submit(true)}
          onStored={drawer.finish}
        />
      )}
      {base ? (
        <FixedField label="Name" value={base.name} isMono />
      ) : (
        <TextField
          label="Name"
          isMono
          hint="Letters, numbers, hyphens and underscores. It stays as it is: texts mean the variable by it."
          error={errors.name?.message}
          data-autofocus=""
          {...noAssistance}
          {...form.register('name')}
        />
      )}
      <Field
        label="Value"
        hint="Plain text that everyone of this domain can read. Store a credential as a secret instead."
        error={errors.value?.message}
      >
        {(ids) => (
          <textarea
            {...ids}
            {...noAssistance}
            {...form.register('value')}
            rows={3}
            className={classNames(control.area, control.mono)}
            data-autofocus={base ? '' : undefined}
          />
        )}
      </Field>
      <TextField
        label="Description"
        isOptional
        error={errors.description?.message}
        autoComplete="off"
        {...form.register('description')}
      />
    </DrawerForm>
  )
}

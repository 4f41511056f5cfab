'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { createEndpointAction, updateEndpointAction } from '#app/(console)/[organization]/[domain]/allowlist/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import {
  type EndpointDetails,
  type EndpointFields,
  encryptionLabels,
  encryptions,
  endpointFields,
  keyEncodingLabels,
  keyEncodings,
  mostGraceHours,
} from '#lib/allowlist/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import { normalizeHostPattern } from '#lib/host-rules/host-pattern.ts'
import { allowlistKey } from './allowlist-queries.ts'
import { GraceNote } from './grace-note.tsx'
import { KeyField } from './key-field.tsx'

type EndpointFormProps = {
  /** Left out: a new one. */
  endpoint?: EndpointDetails
  /** Reads it again, after somebody else has saved it. */
  reload?: () => Promise<EndpointDetails | undefined>
}

/** Where an endpoint is, and by which secret what is sent there is encrypted. No field takes a key. */
export function EndpointForm({ endpoint, reload }: EndpointFormProps) {
  const place = useDomainPlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const create = useAction(createEndpointAction)
  const update = useAction(updateEndpointAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // What this form is based on, which stays while others save.
  const [base, setBase] = useState(endpoint)
  const form = useForm<EndpointFields>({ defaultValues: fieldsOf(endpoint), resolver: zodResolver(endpointFields) })
  const { errors, isDirty } = form.formState
  const [encryption, hostPattern] = useWatch({ control: form.control, name: ['encryption', 'hostPattern'] })

  const submit = form.handleSubmit(async (typed) => {
    setProblem(null)
    const input = { ...place, ...typed }
    const result = base
      ? await update.run({ ...input, id: base.id, rowVersion: base.rowVersion })
      : await create.run(input)
    if (!result.ok) {
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named)
        form.setError(field as keyof EndpointFields, { type: 'server', message }, { shouldFocus: true })
      return
    }
    drawer.finish()
    toast(
      <>
        {typed.name} at <code>{normalizeHostPattern(typed.hostPattern)}</code> is on the allowlist.
      </>,
    )
    await queries.invalidateQueries({ queryKey: allowlistKey(place) })
  })

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
      onSubmit={() => void submit()}
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
      <TextField
        label="Name"
        error={errors.name?.message}
        data-autofocus=""
        autoComplete="off"
        {...form.register('name')}
      />
      <TextField
        label="Host"
        isMono
        placeholder="api.example.com"
        hint="*.example.com is every host under example.com. Without a port, 443 is meant."
        error={errors.hostPattern?.message}
        inputMode="url"
        {...noAssistance}
        {...form.register('hostPattern')}
      />
      <TextField
        label="Path"
        isMono
        placeholder="/v2/*"
        hint="/* is every path. Elsewhere a * is one part between two slashes; at the end, whatever follows."
        error={errors.pathPattern?.message}
        {...noAssistance}
        {...form.register('pathPattern')}
      />
      <TextField
        label="Description"
        isOptional
        error={errors.description?.message}
        autoComplete="off"
        {...form.register('description')}
      />
      <SelectField
        label="Encryption"
        options={encryptions.map((value) => ({ value, label: encryptionLabels[value] }))}
        hint="Bodies of requests leave in an envelope that only the key opens, and answers have to come in one."
        error={errors.encryption?.message}
        {...form.register('encryption')}
      />
      {encryption !== 'none' && (
        <>
          <Controller
            control={form.control}
            name="keyName"
            render={({ field }) => (
              <KeyField
                ref={field.ref}
                name={field.value}
                part={form.getValues('keyPart')}
                hostPattern={hostPattern}
                error={errors.keyName?.message ?? errors.keyPart?.message}
                onChoose={({ name, part }) => {
                  const known = { shouldDirty: true }
                  form.setValue('keyPart', part === null ? null : part.slice(1), known)
                  form.setValue('keyName', name, known)
                  form.clearErrors(['keyName', 'keyPart'])
                }}
              />
            )}
          />
          <SelectField
            label="Key encoding"
            options={keyEncodings.map((value) => ({ value, label: keyEncodingLabels[value] }))}
            hint="How the secret’s text stands for the bytes of the key."
            error={errors.keyEncoding?.message}
            {...form.register('keyEncoding')}
          />
          <TextField
            label="Hours of grace"
            type="number"
            min={0}
            max={mostGraceHours}
            hint="When the key gets a new value, requests use it at once. Answers under the value before still open for so long."
            error={errors.graceHours?.message}
            {...form.register('graceHours', { valueAsNumber: true })}
          />
          {base && <GraceNote endpoint={base} />}
        </>
      )}
    </DrawerForm>
  )
}

function fieldsOf(endpoint: EndpointDetails | undefined): EndpointFields {
  return {
    name: endpoint?.name ?? '',
    hostPattern: endpoint?.hostPattern ?? '',
    pathPattern: endpoint?.pathPattern ?? '/*',
    description: endpoint?.description ?? '',
    encryption: endpoint?.encryption ?? 'none',
    keyName: endpoint?.keyName ?? '',
    keyPart: endpoint?.keyPart ?? null,
    keyEncoding: endpoint?.keyEncoding ?? 'base64',
    graceHours: endpoint?.graceHours ?? 24,
  }
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { createDomainAction } from '#app/(console)/[organization]/domains/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { slugOf } from '#lib/core/slug-of.ts'
import { type NewDomain, newDomain } from '#lib/domains/schema.ts'
import { domainsKey } from './domain-queries.ts'

/** A new domain: what it is called, and its part of every address, which follows the name until it is typed itself. */
export function CreateDomainForm() {
  const { organization } = usePlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const create = useAction(createDomainAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const form = useForm<NewDomain>({ defaultValues: { name: '', slug: '' }, resolver: zodResolver(newDomain) })
  const { errors, isDirty, dirtyFields } = form.formState
  const [isOwnSlug, setIsOwnSlug] = useState(false)
  const slug = useWatch({ control: form.control, name: 'slug' })
  const events = judgeAsTyped(form)

  const submit = form.handleSubmit(async (typed) => {
    setProblem(null)
    const result = await create.run({ ...typed, organization })
    if (!result.ok) {
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named)
        form.setError(field as keyof NewDomain, { type: 'server', message }, { shouldFocus: true })
      return
    }
    drawer.finish()
    toast(`${result.data.name} is created. Owners and Org Admins are in it; give others a role on Members.`)
    await queries.invalidateQueries({ queryKey: domainsKey(organization) })
  })

  return (
    <DrawerForm
      {...events}
      onSubmit={() => void submit()}
      isDirty={isDirty && Object.keys(dirtyFields).length > 0}
      isBusy={create.isBusy}
      problem={<ProblemCount count={Object.keys(errors).length} />}
    >
      {problem && <SaveProblem error={problem} />}
      <TextField
        label="Name"
        error={errors.name?.message}
        data-autofocus=""
        autoComplete="off"
        {...form.register('name', {
          onChange: ({ target }) => {
            if (isOwnSlug) return
            const { value } = target as HTMLInputElement
            const next = value.trim() === '' ? '' : slugOf(value, 'domain')
            form.setValue('slug', next, { shouldValidate: errors.slug !== undefined })
          },
        })}
      />
      <TextField
        label="Address"
        isMono
        error={errors.slug?.message}
        hint={
          <>
            What its pages’ addresses begin with
            {slug.trim() !== '' && (
              <>
                : <code>{`/${organization}/${slug.trim()}`}</code>
              </>
            )}
            . It stays the same when the domain is renamed.
          </>
        }
        {...noAssistance}
        {...form.register('slug', {
          onChange: ({ target }) => setIsOwnSlug((target as HTMLInputElement).value.trim() !== ''),
        })}
      />
    </DrawerForm>
  )
}

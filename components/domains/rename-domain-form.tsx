'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { renameDomainAction } from '#app/(console)/[organization]/domains/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { pagePath } from '#components/data/paths.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { FixedField, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { type DomainItem, type DomainName, domainName } from '#lib/domains/schema.ts'
import { domainsKey } from './domain-queries.ts'

type RenameDomainFormProps = { domain: DomainItem; reload: () => Promise<DomainItem | undefined> }

/** Another name for a domain. Its address stays, and so does all that refers to it. */
export function RenameDomainForm({ domain, reload }: RenameDomainFormProps) {
  const { organization } = usePlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const rename = useAction(renameDomainAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // What this form is based on, which stays while others save.
  const [base, setBase] = useState(domain)
  const form = useForm<DomainName>({ defaultValues: { name: domain.name }, resolver: zodResolver(domainName) })
  const { errors, isDirty } = form.formState

  const submit = form.handleSubmit(async ({ name }) => {
    setProblem(null)
    const result = await rename.run({ organization, id: base.id, rowVersion: base.rowVersion, name })
    if (!result.ok) {
      const { name: message } = result.error.fields
      if (message) form.setError('name', { type: 'server', message }, { shouldFocus: true })
      else setProblem(result.error)
      return
    }
    drawer.finish()
    toast(base.name === name ? `The domain is called ${name}, as before.` : `${base.name} is called ${name} now.`)
    await queries.invalidateQueries({ queryKey: domainsKey(organization) })
  })

  const loadCurrent = async () => {
    const current = await reload()
    if (!current) return
    setBase(current)
    form.reset({ name: current.name })
    setProblem(null)
  }

  return (
    <DrawerForm
      {...judgeAsTyped(form)}
      onSubmit={() => void submit()}
      isDirty={isDirty}
      isBusy={rename.isBusy}
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
      <FixedField
        label="Address"
        isMono
        value={pagePath({ organization, domain: base.slug })}
        hint="Links, API calls and programs hold on to it, so it stays."
      />
    </DrawerForm>
  )
}

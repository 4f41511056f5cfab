'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { get, useForm } from 'react-hook-form'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useCredentialNotice } from '#components/references/use-credential-notice.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { TemplateDetails } from '#lib/templates/schema.ts'
import { fieldOrder, fieldsOf, formField, type TemplateFields, templateResolver } from './template-form.ts'
import { templateDetails } from './template-queries.ts'
import { useTemplateActions } from './use-template-actions.ts'

/** A template while it is edited: saving it, sending what is saved, and what keeps either from being done. */
export function useTemplateEditor(saved: TemplateDetails | null) {
  const place = useDomainPlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const [base, setBase] = useState(saved)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [isLeaving, startLeaving] = useTransition()
  const form = useForm<TemplateFields>({
    defaultValues: fieldsOf(saved),
    resolver: templateResolver,
    shouldFocusError: false,
  })
  const { isDirty } = form.formState
  const actions = useTemplateActions(base)
  const notice = useCredentialNotice({
    textOf: (field) => String(get(form.getValues(), field) ?? ''),
    setText: (field, text) => form.setValue(field as 'body', text, { shouldDirty: true, shouldValidate: true }),
  })
  const isSettling = !base && (actions.isBusy || isLeaving)

  // Somebody else saved, and nothing is typed here: show what is saved now.
  if (saved && base && saved.rowVersion > base.rowVersion && !isDirty && !actions.isBusy) {
    setBase(saved)
    form.reset(fieldsOf(saved))
  }

  const goTo = (field: string) => {
    const name = formField(field)
    const { delivery } = form.getValues()
    if (name === 'delivery') document.getElementById('choose-delivery')?.focus()
    else if (name === 'samples') document.getElementById('examples')?.focus()
    else if (name === 'name' || name === 'subject' || name === 'body') form.setFocus(name)
    // What else a send may name stands in the request.
    else if (delivery)
      router.push(pagePath(place, 'integrations', delivery.integrationId, 'requests', delivery.requestId))
  }
  const goToFirst = (wrong: object) => {
    const first = fieldOrder.find((field) => field in wrong)
    if (first) goTo(first)
  }
  const showOwnPage = (id: string) => startLeaving(() => router.replace(pagePath(place, 'templates', id)))

  const saveTyped = async (fields: TemplateFields, keepsPlainText = false) => {
    setProblem(null)
    notice.forget()
    const result = await actions.save(fields, keepsPlainText)
    if (!result.ok) {
      if (notice.isTold(result.error)) return null
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, text] of named) form.setError(formField(field), { type: 'server', message: text })
      if (named[0]) goTo(named[0][0])
      return null
    }
    form.reset(fields)
    if (base) {
      setBase({ ...base, ...fields, rowVersion: result.data.rowVersion, updatedAt: new Date().toISOString() })
      // Its name stands above the page too.
      if (fields.name.trim() !== base.name) router.refresh()
    }
    return result.data
  }
  const save = (keepsPlainText = false) =>
    form.handleSubmit(async (fields) => {
      const done = await saveTyped(fields, keepsPlainText)
      if (!done) return
      toast(`${fields.name.trim()} is saved.`)
      if (!base) showOwnPage(done.id)
    }, goToFirst)()

  const sendSaved = async (target: { id: string; rowVersion: number }, sample: number | null) => {
    setProblem(null)
    const failure = await actions.test(target, sample)
    // This page of a new template is about to go: the sentence would go with it.
    if (failure) base ? setProblem(failure) : toast(failure.message, { icon: CircleExclamationPoint })
    if (!base) showOwnPage(target.id)
  }
  const mustSave = isDirty || !base
  const send = (sample: number | null) => {
    if (isSettling) return
    if (!form.getValues().delivery) {
      form.setError('delivery', { type: 'invalid', message: 'Choose the request to send it through first.' })
      goTo('delivery')
    } else if (!mustSave && base) void sendSaved(base, sample)
    else
      void form.handleSubmit(async (fields) => {
        const done = await saveTyped(fields)
        if (done) await sendSaved(done, sample)
      }, goToFirst)()
  }

  const loadCurrent = async () => {
    if (!base) return
    const current = await queries.fetchQuery({ ...templateDetails(place, base.id), staleTime: 0 })
    setBase(current)
    form.reset(fieldsOf(current))
    setProblem(null)
  }
  return { form, base, problem, notice, actions, isSettling, mustSave, goTo, save, send, loadCurrent }
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { flushSync } from 'react-dom'
import { type FieldErrors, useForm } from 'react-hook-form'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { writtenAs } from '#components/integrations/request-form.ts'
import { useCredentialNotice } from '#components/references/use-credential-notice.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { WorkflowDetails } from '#lib/workflows/schema.ts'
import { type StepFields, tabOfField, wrongFieldsOf } from './step-form.ts'
import type { OpenStep } from './step-list.tsx'
import { useSteps } from './use-steps.ts'
import { useWorkflowActions } from './use-workflow-actions.ts'
import {
  formFieldOf,
  tabOfWorkflowField,
  type WorkflowFields,
  type WorkflowTab,
  workflowFieldsOf,
  workflowResolver,
} from './workflow-form.ts'
import { workflowDetails } from './workflow-queries.ts'

/** What the editor of a workflow knows and does: its forms, what is wrong with them, and how they are saved. */
export function useWorkflowEditor(saved: WorkflowDetails | null, onTab: (tab: WorkflowTab) => void) {
  const place = useDomainPlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const [base, setBase] = useState(saved)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [stepsError, setStepsError] = useState<string>()
  const [open, setOpen] = useState<OpenStep>(null)
  const steps = useSteps(saved?.steps ?? [])
  const form = useForm<WorkflowFields>({
    defaultValues: workflowFieldsOf(saved),
    resolver: workflowResolver,
    shouldFocusError: false,
  })
  const { errors } = form.formState
  const stepFieldOf = (field: string) => {
    const [, at, name] = /^steps\.(\d+)\.(.+)$/.exec(field) ?? []
    const draft = at === undefined ? undefined : steps.drafts[Number(at)]
    const step = draft && steps.formOf(draft.key)
    return step && name ? { step, name: name as keyof StepFields } : null
  }
  const textOf = (field: string): string => {
    const found = stepFieldOf(field)
    return String((found ? found.step.getValues(found.name) : form.getValues(field as keyof WorkflowFields)) ?? '')
  }
  const notice = useCredentialNotice({
    textOf,
    setText: (field, text) => {
      const found = stepFieldOf(field)
      const options = { shouldDirty: true, shouldValidate: true }
      if (found) found.step.setValue(found.name, text, options)
      else form.setValue(field as keyof WorkflowFields, text, options)
    },
    nameOf: (field) =>
      /\.(headers|query)\.\d+\.value$/.test(field) ? textOf(field.replace(/value$/, 'name')) : undefined,
  })
  const isDirty = form.formState.isDirty || steps.isDirty
  const actions = useWorkflowActions(base)
  const [isLeaving, startLeaving] = useTransition()
  // A new workflow is shown on its own page as soon as it is saved. Until then this page must not save a second.
  const isSettling = !base && (actions.isSaving || isLeaving)

  const load = (current: WorkflowDetails) => {
    setBase(current)
    setProblem(null)
    setStepsError(undefined)
    form.reset(workflowFieldsOf(current))
    steps.load(current.steps)
  }
  // Somebody else saved, and nothing is typed here: show what is saved now.
  if (saved && base && saved.rowVersion > base.rowVersion && !isDirty && !actions.isSaving) load(saved)
  // Switched off or on, which is no edit.
  if (saved && base && saved.rowVersion === base.rowVersion && saved.isDisabled !== base.isDisabled)
    setBase({ ...base, isDisabled: saved.isDisabled })

  /** Brings a field of a step into view, with the focus in it. */
  const goToStep = (key: string, field: string) => {
    flushSync(() => {
      onTab('steps')
      setOpen({ key, tab: tabOfField(field) ?? open?.tab ?? 'headers' })
    })
    steps.formOf(key)?.setFocus(field as keyof StepFields)
  }
  const goToField = (field: keyof WorkflowFields) => {
    const on = tabOfWorkflowField(field)
    if (on) flushSync(() => onTab(on))
    form.setFocus(field)
  }

  /** Whether every step could be saved; else the first field that is wrong has the focus. */
  const judgeSteps = async (): Promise<boolean> => {
    let first = null as { key: string; field: string } | null
    for (const { key } of steps.drafts) {
      const step = steps.formOf(key)
      if (!step || (await step.trigger())) continue
      first ??= { key, field: wrongFieldsOf(step.formState.errors)[0] ?? 'name' }
    }
    setStepsError(steps.drafts.length === 0 ? 'Add a step: a workflow without one does nothing.' : undefined)
    if (first) goToStep(first.key, first.field)
    else if (steps.drafts.length === 0) onTab('steps')
    return first === null && steps.drafts.length > 0
  }

  const showRefusal = (error: PublicError) => {
    const named = Object.entries(error.fields)
    // What is offered for each stands above the fields.
    const isNotice = notice.isTold(error)
    if (named.length === 0 && !isNotice) setProblem(error)
    for (const [index, [field, message]] of named.entries()) {
      const [, at, rest] = /^steps\.(\d+)\.(.+)$/.exec(field) ?? []
      const draft = at === undefined ? undefined : steps.drafts[Number(at)]
      const own = formFieldOf(field)
      if (draft && rest) {
        steps.formOf(draft.key)?.setError(rest as keyof StepFields, { type: 'server', message })
        if (index === 0 && !isNotice) goToStep(draft.key, rest)
      } else if (own) {
        form.setError(own, { type: 'server', message })
        if (index === 0 && !isNotice) goToField(own)
      } else setStepsError(message)
    }
  }

  const goToFirst = (wrong: FieldErrors<WorkflowFields>) => {
    const [first] = Object.keys(wrong) as (keyof WorkflowFields)[]
    if (first) goToField(first)
  }

  /** Saves what is typed; answers what is saved then, or null if it is not. */
  const save = async (keepsPlainText = false): Promise<WorkflowDetails | null> => {
    setProblem(null)
    notice.forget()
    // All of it is judged, so that everything that is wrong says so at once.
    const areStepsRight = await judgeSteps()
    let done: WorkflowDetails | null = null
    await form.handleSubmit(async (fields) => {
      if (!areStepsRight) return
      const values = steps.values().map((step, index) => ({ ...step, id: steps.drafts[index]?.id ?? null }))
      const result = await actions.save({ fields, steps: values, keepsPlainText })
      if (!result.ok) return showRefusal(result.error)
      toast(`${fields.name.trim()} is saved.`)
      const current = await queries.fetchQuery({ ...workflowDetails(place, result.data.id), staleTime: 0 })
      form.reset(fields)
      steps.settle(current.steps.map(({ id }) => id))
      // A new one goes on on its own page: what this page shows stays without an address until then.
      if (base) setBase(current)
      // Its name stands above the page too.
      if (base && current.name !== base.name) router.refresh()
      done = current
    }, goToFirst)()
    return done
  }

  return {
    base,
    form,
    steps,
    stepsError: steps.drafts.length === 0 ? stepsError : undefined,
    problem,
    notice,
    writtenAs: (field: string) => {
      const found = stepFieldOf(field)
      if (!found) return 'text' as const
      return writtenAs(found.name === 'url' ? 'path' : found.name, found.step.getValues('bodyType'))
    },
    open,
    setOpen,
    goToStep,
    isDirty,
    isSettling,
    wrongCount: Object.keys(errors).length + steps.wrongCount,
    actions,
    save,
    loadCurrent: async () => {
      if (base) load(await queries.fetchQuery({ ...workflowDetails(place, base.id), staleTime: 0 }))
    },
    showOwnPage: (id: string, query = '') =>
      startLeaving(() => router.replace(`${pagePath(place, 'workflows', id)}${query}`)),
  }
}

export type WorkflowEditorState = ReturnType<typeof useWorkflowEditor>

'use client'

import { useCallback, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { copiedName, newStep, type StepFields } from './step-form.ts'

/**
 * A step in the editor. `key` stays while it is moved; `id` is null until it is stored. `saved` is what its form calls
 * unchanged, `typed` what it shows when it comes onto the page.
 */
export type StepDraft = { key: string; id: string | null; saved: StepFields; typed: StepFields }

/** What a step's form tells the editor around it. */
export type StepReport = { isDirty: boolean; wrong: string[] }

type Saved = { id: string } & StepFields

const fieldsOf = ({
  name,
  method,
  url,
  headers,
  query,
  bodyType,
  body,
  followRedirects,
  retries,
  goesOn,
}: StepFields) => ({
  name,
  method,
  url,
  headers,
  query,
  bodyType,
  body,
  followRedirects,
  retries,
  goesOn,
})

let made = 0
const draftOf = (id: string | null, fields: StepFields): StepDraft => {
  made += 1
  return { key: `step-${made}`, id, saved: fields, typed: fields }
}

/** The steps of a workflow while they are edited: each has a form of its own, which this keeps in order. */
export function useSteps(initial: Saved[]) {
  // The server draws these too, and has made others before: a count would differ from the browser's.
  const [drafts, setDrafts] = useState<StepDraft[]>(() =>
    initial.map((step) => ({ ...draftOf(step.id, fieldsOf(step)), key: `step-${step.id}` })),
  )
  const [order, setOrder] = useState(() => initial.map(({ id }) => id as string | null))
  const [reports, setReports] = useState<Record<string, StepReport>>({})
  // Those that are stored: one that is put back after it was saved away is a new one.
  const stored = useRef(new Set(initial.map(({ id }) => id)))
  const forms = useRef(new Map<string, UseFormReturn<StepFields>>())

  const register = useCallback((key: string, form: UseFormReturn<StepFields>) => {
    forms.current.set(key, form)
    return () => {
      forms.current.delete(key)
    }
  }, [])
  const report = useCallback((key: string, said: StepReport) => {
    setReports((before) => ({ ...before, [key]: said }))
  }, [])

  const valuesOf = (draft: StepDraft): StepFields => forms.current.get(draft.key)?.getValues() ?? draft.typed
  const values = () => drafts.map(valuesOf)
  const names = () => values().map(({ name }) => name)

  const insert = (draft: StepDraft, at: number) =>
    setDrafts((before) => [...before.slice(0, at), draft, ...before.slice(at)])

  return {
    drafts,
    values,
    register,
    report,
    formOf: (key: string) => forms.current.get(key),
    reportOf: (key: string): StepReport => reports[key] ?? { isDirty: false, wrong: [] },
    isDirty:
      drafts.length !== order.length ||
      drafts.some(({ id, key }, index) => id !== order[index] || id === null || reports[key]?.isDirty === true),
    wrongCount: drafts.reduce((count, { key }) => count + (reports[key]?.wrong.length ?? 0), 0),
    /** Adds an empty step at the end, and answers its key. */
    add: () => {
      const draft = draftOf(null, newStep(names()))
      insert(draft, drafts.length)
      return draft.key
    },
    duplicate: (key: string) => {
      const index = drafts.findIndex((draft) => draft.key === key)
      const original = drafts[index]
      if (!original) return null
      const fields = structuredClone(valuesOf(original))
      const copy = draftOf(null, { ...fields, name: copiedName(fields.name, names()) })
      insert(copy, index + 1)
      return copy.key
    },
    move: (key: string, by: 1 | -1) =>
      setDrafts((before) => {
        const from = before.findIndex((draft) => draft.key === key)
        const moved = before[from]
        const other = before[from + by]
        if (!moved || !other) return before
        const after = [...before]
        after[from] = other
        after[from + by] = moved
        return after
      }),
    /** Takes a step out, and answers how it is put back with what was typed. */
    remove: (key: string) => {
      const at = drafts.findIndex((draft) => draft.key === key)
      const draft = drafts[at]
      if (!draft) return () => {}
      const kept = { ...draft, typed: structuredClone(valuesOf(draft)) }
      setDrafts((before) => before.filter((each) => each.key !== key))
      return () => insert({ ...kept, id: kept.id !== null && stored.current.has(kept.id) ? kept.id : null }, at)
    },
    /** What is stored now: every form starts anew from it. */
    load: (saved: Saved[]) => {
      stored.current = new Set(saved.map(({ id }) => id))
      setReports({})
      setDrafts(saved.map((step) => draftOf(step.id, fieldsOf(step))))
      setOrder(saved.map(({ id }) => id))
    },
    /** What was typed is stored under these ids: nothing on the page moves, and nothing is dirty any more. */
    settle: (ids: string[]) => {
      stored.current = new Set(ids)
      const now = drafts.map((draft, index) => {
        const typed = valuesOf(draft)
        forms.current.get(draft.key)?.reset(typed)
        return { ...draft, id: ids[index] ?? null, saved: typed, typed }
      })
      setDrafts(now)
      setOrder(ids)
    },
  }
}

export type Steps = ReturnType<typeof useSteps>

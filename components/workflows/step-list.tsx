'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ReferenceProblems } from '#components/integrations/reference-text.tsx'
import { Button } from '#components/ui/button.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { mostSteps } from '#lib/workflows/schema.ts'
import { StepCard } from './step-card.tsx'
import type { StepTab } from './step-form.ts'
import styles from './steps.module.css'
import type { Steps } from './use-steps.ts'

export type OpenStep = { key: string; tab: StepTab } | null

type StepListProps = {
  steps: Steps
  problems: ReferenceProblems
  /** Why there cannot be these steps. */
  error: string | undefined
  open: OpenStep
  onOpen: (open: OpenStep) => void
}

/** The steps in their order, one of them open; by buttons, so that keys move them as well. */
export function StepList({ steps, problems, error, open, onOpen }: StepListProps) {
  const toast = useToast()
  const [said, setSaid] = useState('')
  const { drafts } = steps
  const show = (key: string | null) => {
    if (key) onOpen({ key, tab: 'headers' })
  }
  const nameOf = (key: string) => steps.formOf(key)?.getValues('name') || 'The step'

  const remove = (key: string, index: number) => {
    const name = nameOf(key)
    const putBack = steps.remove(key)
    if (open?.key === key) onOpen(null)
    // What had the focus is gone.
    const next = drafts[index + 1] ?? drafts[index - 1]
    document.getElementById(next ? `${next.key}-toggle` : 'add-step')?.focus()
    toast(
      <>
        Step <code>{name}</code> is taken out. Save to keep it so.
      </>,
      { icon: Trash2, undo: putBack },
    )
  }
  const move = (key: string, index: number, by: 1 | -1) => {
    steps.move(key, by)
    setSaid(`${nameOf(key)} is now step ${index + 1 + by} of ${drafts.length}.`)
  }

  return (
    <div className={styles.steps}>
      {drafts.length === 0 && (
        <p className={styles.none}>
          A step is one request. A run sends them in this order, and each can use earlier answers.
        </p>
      )}
      {drafts.length > 0 && (
        <ol className={styles.list} aria-label="Steps">
          {drafts.map((draft, index) => (
            <StepCard
              key={draft.key}
              draft={draft}
              index={index}
              count={drafts.length}
              steps={steps}
              problems={problems}
              isOpen={open?.key === draft.key}
              tab={open?.tab ?? 'headers'}
              onTab={(tab) => onOpen({ key: draft.key, tab })}
              onToggle={() => (open?.key === draft.key ? onOpen(null) : show(draft.key))}
              onMove={(by) => move(draft.key, index, by)}
              onDuplicate={() => show(steps.duplicate(draft.key))}
              onRemove={() => remove(draft.key, index)}
            />
          ))}
        </ol>
      )}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {drafts.length < mostSteps && (
        <Button id="add-step" icon={Plus} onClick={() => show(steps.add())}>
          Add step
        </Button>
      )}
      <p className="sr-only" role="status">
        {said}
      </p>
    </div>
  )
}

'use client'

import { useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { PublicError, Result } from '#lib/core/result.ts'
import type { RunStarted, WorkflowDetails } from '#lib/workflows/schema.ts'
import styles from './workflow-editor.module.css'

type RunDialogProps = {
  /** What is run, as it is saved; null: closed. */
  workflow: WorkflowDetails | null
  isBusy: boolean
  onStart: (event: string) => Promise<Result<RunStarted> | null>
  onStarted: (runId: string) => void
  onCancel: () => void
}

/** Starts a run by hand, with an event as its inbound webhook would bring one. */
export function RunDialog({ workflow, isBusy, onStart, onStarted, onCancel }: RunDialogProps) {
  // What was typed for the run before: it is tried again with the same event more often than not.
  const [event, setEvent] = useState('')
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [askedFor, setAskedFor] = useState(workflow)
  if (workflow !== askedFor) {
    setAskedFor(workflow)
    setProblem(null)
  }
  const wrong = problem?.fields.event ?? (event.trim() === '' ? undefined : jsonProblem(event))
  const start = async () => {
    setProblem(null)
    if (event.trim() !== '' && jsonProblem(event)) return
    const result = await onStart(event.trim())
    if (!result) return
    if (result.ok) onStarted(result.data.id)
    else setProblem(result.error)
  }
  const count = workflow?.steps.length ?? 0
  return (
    <FormDialog
      isOpen={workflow !== null}
      title={`Run ${workflow?.name} now?`}
      confirm="Run"
      busyLabel="Starting…"
      isBusy={isBusy}
      problem={problem && !problem.fields.event ? problem : null}
      onSubmit={() => void start()}
      onCancel={onCancel}
    >
      <p>{count === 1 ? 'Its step sends its request' : `Its ${count} steps send their requests, one after another`}.</p>
      <div className={styles.event}>
        <Field
          label="Event"
          isOptional
          hint={
            <>
              A JSON object or list, as a delivery would bring it. Steps name it as <code>{'{{event.station}}'}</code>.
            </>
          }
          error={wrong}
        >
          {(ids) => (
            <textarea
              {...ids}
              {...noAssistance}
              rows={6}
              className={classNames(control.area, control.mono)}
              placeholder='{ "station": "Hamburg" }'
              value={event}
              onChange={(typed) => {
                setEvent(typed.target.value)
                setProblem(null)
              }}
              data-autofocus=""
            />
          )}
        </Field>
      </div>
    </FormDialog>
  )
}

/** Why a text is no event; undefined: it is one. */
function jsonProblem(text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? undefined : 'An event is a JSON object or a list.'
  } catch {
    return 'This is not JSON yet. An event is a JSON object or a list.'
  }
}

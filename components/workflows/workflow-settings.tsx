'use client'

import { useFormContext } from 'react-hook-form'
import { Panel } from '#components/ui/panel.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import styles from './workflow-editor.module.css'
import type { WorkflowFields } from './workflow-form.ts'

/** What a workflow is for, and how long its runs are kept. */
export function WorkflowSettings() {
  const { register, formState } = useFormContext<WorkflowFields>()
  const { errors } = formState
  return (
    <Panel className={styles.settings}>
      <TextField
        label="Description"
        isOptional
        error={errors.description?.message}
        autoComplete="off"
        {...register('description')}
      />
      <TextField
        label="Keep runs for"
        hint="Days, from 1 to 90. Older runs are deleted with their exchanges; the records of their sends are kept apart."
        inputMode="numeric"
        className={styles.days}
        error={errors.keepRunsDays?.message}
        autoComplete="off"
        {...register('keepRunsDays', { setValueAs: (text) => (text === '' ? Number.NaN : Number(text)) })}
      />
    </Panel>
  )
}

'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import styles from '#components/integrations/request-name.module.css'
import { FieldError } from '#components/ui/field.tsx'
import type { WorkflowFields } from './workflow-form.ts'

/** The workflow's name: the page's heading, and the field in which it is changed. */
export function WorkflowName({ isNew }: { isNew: boolean }) {
  const { control, register, formState } = useFormContext<WorkflowFields>()
  const name = useWatch({ control, name: 'name' })
  const error = formState.errors.name?.message
  return (
    <div className={styles.name}>
      <h1 className="sr-only">{name || 'New workflow'}</h1>
      <input
        {...register('name')}
        aria-label="Name"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'workflow-name-error' : undefined}
        autoComplete="off"
        placeholder="Name of the workflow"
        data-new={isNew || undefined}
        maxLength={200}
      />
      {error && <FieldError id="workflow-name-error">{error}</FieldError>}
    </div>
  )
}

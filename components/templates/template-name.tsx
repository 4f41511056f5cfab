'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import styles from '#components/integrations/request-name.module.css'
import { FieldError } from '#components/ui/field.tsx'
import type { TemplateFields } from './template-form.ts'

/** The template's name: the page's heading, and the field in which it is changed. */
export function TemplateName({ isNew }: { isNew: boolean }) {
  const { control, register, formState } = useFormContext<TemplateFields>()
  const name = useWatch({ control, name: 'name' })
  const error = formState.errors.name?.message
  return (
    <div className={styles.name}>
      <h1 className="sr-only">{name || 'New template'}</h1>
      <input
        {...register('name')}
        aria-label="Name"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'template-name-error' : undefined}
        autoComplete="off"
        placeholder="Name of the template"
        data-new={isNew || undefined}
        // Macros go into subject and body.
        data-no-insertion=""
        maxLength={200}
      />
      {error && <FieldError id="template-name-error">{error}</FieldError>}
    </div>
  )
}

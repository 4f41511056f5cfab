'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import { FieldError } from '#components/ui/field.tsx'
import type { RequestFields } from './request-form.ts'
import styles from './request-name.module.css'

/** The request's name: the page's heading, and the field in which it is changed. */
export function RequestName({ isNew }: { isNew: boolean }) {
  const { control, register, formState } = useFormContext<RequestFields>()
  const name = useWatch({ control, name: 'name' })
  const error = formState.errors.name?.message
  return (
    <div className={styles.name}>
      <h1 className="sr-only">{name || 'New request'}</h1>
      <input
        {...register('name')}
        aria-label="Name"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'request-name-error' : undefined}
        autoComplete="off"
        placeholder="Name of the request"
        data-new={isNew || undefined}
        maxLength={200}
      />
      {error && <FieldError id="request-name-error">{error}</FieldError>}
    </div>
  )
}

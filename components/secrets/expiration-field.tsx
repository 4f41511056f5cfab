'use client'

import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { TextField } from '#components/ui/text-field.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import type { FieldsOfAll } from './secret-form.ts'

/** The last day on which a secret can be used: where the organization is, not where the browser is. */
export function ExpirationField({ hint }: { hint?: ReactNode }) {
  const { register, formState } = useFormContext<Pick<FieldsOfAll, 'expiresOn'>>()
  const timeZone = useTimeZone()
  return (
    <TextField
      label="Expiration date"
      isOptional
      type="date"
      max="9999-12-31"
      hint={hint ?? `Its last usable day, in ${zoneText(timeZone)}.`}
      error={formState.errors.expiresOn?.message}
      autoComplete="off"
      {...register('expiresOn')}
    />
  )
}

const zoneText = (timeZone: string) => (timeZone === 'UTC' ? 'UTC' : `${timeZone.replaceAll('_', ' ')} time`)

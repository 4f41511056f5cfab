'use client'

import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { Panel } from '#components/ui/panel.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { isIdempotent } from '#lib/references/is-idempotent.ts'
import styles from './options-editor.module.css'
import type { RequestFields } from './request-form.ts'

const times = [
  { value: '0', label: 'Never' },
  { value: '1', label: 'Once' },
  { value: '2', label: 'Twice' },
  { value: '3', label: 'Three times' },
]

/** How a request is sent: what becomes of a redirect, and of a server that is away or busy. */
export function OptionsEditor() {
  const { control, register, formState } = useFormContext<RequestFields>()
  const method = useWatch({ control, name: 'method' })
  return (
    <Panel className={styles.options}>
      <Controller
        control={control}
        name="followRedirects"
        render={({ field }) => (
          <SwitchField
            label="Follow redirects"
            hint="On the same server, as the request stands. To another server only where secrets stand in headers alone, and without them. Never away from https, and never to an address that holds a secret’s value. Off, a redirect stops the send."
            isOn={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <SelectField
        label="Retries"
        options={times}
        hint={
          isIdempotent(method)
            ? 'How often it is sent again where the server cannot be reached, does not answer in time, or answers 429, 502, 503 or 504. Each is a send of its own.'
            : `A ${method} request is not sent again, because that could do its work twice.`
        }
        error={formState.errors.retries?.message}
        {...register('retries', { setValueAs: Number })}
      />
    </Panel>
  )
}

'use client'

import { ChevronDown, Lock } from 'lucide-react'
import { useRef } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { AddSecret } from '#components/references/add-secret.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { methods } from '#lib/integrations/schema.ts'
import styles from './request-bar.module.css'
import type { RequestFields } from './request-form.ts'

/** Method, the integration's base URL, which is fixed here, and the path. */
export function RequestBar({ baseUrl }: { baseUrl: string }) {
  const { register, control, formState, setValue } = useFormContext<RequestFields>()
  const typedPath = useWatch({ control, name: 'path' })
  const field = useRef<HTMLInputElement | null>(null)
  const pathField = register('path')
  const { method, path } = formState.errors
  const said = [method?.message, path?.message].filter((text) => text !== undefined)
  return (
    <>
      <div className={styles.bar} data-invalid={said.length > 0 ? '' : undefined}>
        <div className={styles.method}>
          <select aria-label="Method" {...register('method')}>
            {methods.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <Icon of={ChevronDown} size={14} />
        </div>
        <div className={styles.address}>
          <span className={styles.base}>
            <Icon of={Lock} size={13} />
            <span className="sr-only">Base URL, fixed by the integration: </span>
            {baseUrl.replace(/\/$/, '')}
          </span>
          <input
            {...noAssistance}
            {...pathField}
            ref={(element) => {
              field.current = element
              pathField.ref(element)
            }}
            aria-label="Path"
            aria-invalid={path ? true : undefined}
            aria-describedby={said.length > 0 ? 'request-bar-error' : undefined}
            placeholder="/path"
          />
          <AddSecret
            into="Path"
            value={typedPath}
            onChange={(text) => setValue('path', text, { shouldDirty: true, shouldValidate: true })}
            field={field}
            takes="many"
          />
        </div>
      </div>
      <div id="request-bar-error">
        {said.map((text) => (
          <FieldError key={text}>
            <CodeText text={text} />
          </FieldError>
        ))}
      </div>
    </>
  )
}

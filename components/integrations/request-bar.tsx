'use client'

import { ChevronDown, Lock } from 'lucide-react'
import { useFormContext } from 'react-hook-form'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { methods } from '#lib/integrations/schema.ts'
import styles from './request-bar.module.css'
import type { RequestFields } from './request-form.ts'

/** Method, the integration's base URL, which is fixed here, and the path. */
export function RequestBar({ baseUrl }: { baseUrl: string }) {
  const { register, formState } = useFormContext<RequestFields>()
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
            {...register('path')}
            aria-label="Path"
            aria-invalid={path ? true : undefined}
            aria-describedby={said.length > 0 ? 'request-bar-error' : undefined}
            placeholder="/path"
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

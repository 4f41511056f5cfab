'use client'

import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { useFormContext } from 'react-hook-form'
import bar from '#components/integrations/request-bar.module.css'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { methods } from '#lib/integrations/schema.ts'
import { splitStepUrl } from '#lib/workflows/split-step-url.ts'
import type { StepFields } from './step-form.ts'

/** Method and URL of a step. What is typed behind a `?` moves to the parameters as soon as the field is left. */
export function StepBar() {
  const { register, formState, getValues, setValue } = useFormContext<StepFields>()
  const id = useId()
  const { method, url } = formState.errors
  const said = [method?.message, url?.message].filter((text) => text !== undefined)
  const moveQuery = () => {
    const split = splitStepUrl(getValues('url'))
    if (!split.ok || split.query.length === 0) return
    setValue('url', `${split.baseUrl}${split.path}`, { shouldDirty: true })
    setValue('query', [...getValues('query'), ...split.query], { shouldDirty: true })
  }
  return (
    <>
      <div className={bar.bar} data-invalid={said.length > 0 ? '' : undefined}>
        <div className={bar.method}>
          <select aria-label="Method" {...register('method')}>
            {methods.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <Icon of={ChevronDown} size={14} />
        </div>
        <div className={bar.address}>
          <input
            {...noAssistance}
            {...register('url', { onBlur: moveQuery })}
            type="text"
            inputMode="url"
            aria-label="URL"
            aria-invalid={url ? true : undefined}
            aria-describedby={said.length > 0 ? id : undefined}
            placeholder="https://api.example.com/v2/contacts"
          />
        </div>
      </div>
      <div id={id}>
        {said.map((text) => (
          <FieldError key={text}>
            <CodeText text={text} />
          </FieldError>
        ))}
      </div>
    </>
  )
}

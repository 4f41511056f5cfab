'use client'

import { Plus, X } from 'lucide-react'
import { Controller, useFieldArray, useFormContext } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import styles from './pairs-editor.module.css'
import { ReferenceInput } from './reference-input.tsx'
import { problemsIn } from './reference-problems.ts'
import type { ReferenceProblems } from './reference-text.tsx'
import type { RequestFields } from './request-form.ts'

type PairsEditorProps = {
  of: 'headers' | 'query'
  /** "Header", "Parameter". */
  noun: string
  problems: ReferenceProblems
}

/** Names and values, a line each: headers, or the query. */
export function PairsEditor({ of, noun, problems }: PairsEditorProps) {
  const { control, register, setFocus } = useFormContext<RequestFields>()
  const { fields, append, remove } = useFieldArray({ control, name: of })
  return (
    <Panel className={styles.pairs}>
      <div className={styles.head} aria-hidden="true">
        <div>{noun}</div>
        <div>Value</div>
      </div>
      {fields.map((field, index) => (
        <Controller
          key={field.id}
          control={control}
          name={`${of}.${index}.value`}
          render={({ field: value, fieldState, formState: { errors } }) => {
            const nameError = errors[of]?.[index]?.name?.message
            const line = `${noun} ${index + 1}`
            const said = [nameError, fieldState.error?.message].filter((text) => text !== undefined)
            const errorId = `${of}-${index}-error`
            return (
              <fieldset className={styles.line} aria-label={line}>
                <input
                  {...noAssistance}
                  {...register(`${of}.${index}.name`)}
                  className={styles.name}
                  aria-label={`${line} name`}
                  aria-invalid={nameError ? true : undefined}
                  aria-describedby={said.length > 0 ? errorId : undefined}
                  placeholder="Name"
                />
                <ReferenceInput
                  name={value.name}
                  ref={value.ref}
                  value={value.value}
                  onChange={value.onChange}
                  onBlur={value.onBlur}
                  label={`${line} value`}
                  aria-invalid={fieldState.error ? true : undefined}
                  aria-describedby={said.length > 0 ? errorId : undefined}
                  placeholder="Value"
                  problems={problems}
                />
                <IconButton
                  label={`Remove ${line.toLowerCase()}`}
                  icon={X}
                  iconSize={14}
                  size="small"
                  className={styles.remove}
                  onClick={() => {
                    remove(index)
                    document.getElementById(`add-${of}`)?.focus()
                  }}
                />
                {(said.length > 0 || problemsIn(value.value, problems).length > 0) && (
                  <div id={errorId} className={styles.errors}>
                    {[...said, ...(said.length > 0 ? [] : problemsIn(value.value, problems))].map((text) => (
                      <FieldError key={text}>
                        <CodeText text={text} />
                      </FieldError>
                    ))}
                  </div>
                )}
              </fieldset>
            )
          }}
        />
      ))}
      <div className={styles.add}>
        <Button
          id={`add-${of}`}
          look="quiet"
          size="small"
          icon={Plus}
          onClick={() => {
            append({ name: '', value: '' }, { shouldFocus: false })
            requestAnimationFrame(() => setFocus(`${of}.${fields.length}.name`))
          }}
        >
          Add {noun.toLowerCase()}
        </Button>
      </div>
    </Panel>
  )
}

'use client'

import { type ReactNode, useEffect } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { MaskedField } from '#components/ui/masked-field.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import { redactionConcern } from '#lib/secrets/concerns.ts'
import type { SecretType } from '#lib/secrets/schema.ts'
import { JsonField } from './json-field.tsx'
import { type ValueFields as Fields, whiteSpaceError } from './secret-form.ts'
import styles from './value-fields.module.css'
import { WhiteSpaceQuestion } from './white-space-question.tsx'

type ValueFieldsProps = { type: SecretType; aside?: ReactNode; hint?: ReactNode }

/** The fields for a value of a type, inside a form that has them. */
export function ValueFields({ type, aside, hint }: ValueFieldsProps) {
  if (type === 'token') return <ValueField name="token" label="Value" aside={aside} hint={hint} />
  if (type === 'json') return <JsonValueField aside={aside} hint={hint} />
  return (
    <div className={styles.pair}>
      <ValueField name="username" label="Username" isPlain hint={hint} />
      <ValueField name="password" label="Password" aside={aside} />
    </div>
  )
}

type ValueFieldProps = {
  name: 'token' | 'username' | 'password'
  label: string
  isPlain?: boolean
  aside?: ReactNode
  hint?: ReactNode
}

function ValueField({ name, label, isPlain, aside, hint }: ValueFieldProps) {
  const { control, getValues, setFocus, setValue } = useFormContext<Fields>()
  const concern = useConcern(name)
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => {
        const isQuestion = error?.type === whiteSpaceError
        const answer = (change: () => void) => {
          change()
          setFocus(name)
        }
        return (
          <MaskedField
            label={label}
            name={name}
            isPlain={isPlain}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            aside={aside}
            hint={concern ?? hint}
            error={isQuestion ? undefined : error?.message}
            question={
              isQuestion && (
                <WhiteSpaceQuestion
                  label={label}
                  value={field.value}
                  onTrim={() => answer(() => setValue(name, field.value.trim(), { shouldValidate: true }))}
                  onKeep={() =>
                    answer(() => {
                      setValue('keptAsTyped', [...getValues('keptAsTyped'), name])
                      setValue(name, field.value, { shouldValidate: true })
                    })
                  }
                />
              )
            }
          />
        )
      }}
    />
  )
}

/** What speaks against a value that can be stored all the same, once its typing pauses. A username is no secret. */
function useConcern(name: ValueFieldProps['name']): string | null {
  const value = useWatch<Fields, ValueFieldProps['name']>({ name })
  const paused = usePaused(value)
  return name !== 'username' && paused === value ? redactionConcern(value) : null
}

/** Judged while it is typed, once the typing pauses: half a word is no mistake yet. */
function JsonValueField({ aside, hint }: { aside?: ReactNode; hint?: ReactNode }) {
  const { control, trigger } = useFormContext<Fields>()
  const json = useWatch({ control, name: 'json' })
  useEffect(() => {
    if (json === '') return
    const timer = setTimeout(() => void trigger('json'), 400)
    return () => clearTimeout(timer)
  }, [json, trigger])
  return (
    <Controller
      control={control}
      name="json"
      render={({ field, fieldState: { error } }) => (
        <JsonField
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
          aside={aside}
          hint={hint}
          error={error?.message}
        />
      )}
    />
  )
}

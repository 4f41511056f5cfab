'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import control from './control.module.css'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import styles from './select-field.module.css'

type SelectFieldProps = Omit<ComponentProps<'select'>, 'id' | 'children'> & {
  label: ReactNode
  options: { value: string; label: string }[]
  hint?: ReactNode
  error?: ReactNode
}

/** A labelled choice of one of a few. */
export function SelectField({ label, options, hint, error, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div className={styles.box}>
          <select {...select} {...ids} className={classNames(control.input, styles.select)} autoComplete="off">
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon of={ChevronDown} />
        </div>
      )}
    </Field>
  )
}

'use client'

import { Lock, type LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './control.module.css'
import { type ControlProps, Field } from './field.tsx'
import { Icon } from './icon.tsx'

/** Keeps browsers and password managers from filling in, correcting, remembering or sending what is typed. */
export const noAssistance = {
  autoComplete: 'off',
  autoCorrect: 'off',
  autoCapitalize: 'none',
  spellCheck: false,
  'data-1p-ignore': '',
  'data-bwignore': '',
  'data-lpignore': 'true',
  'data-form-type': 'other',
} as const

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  label: ReactNode
  isOptional?: boolean
  hint?: ReactNode
  error?: ReactNode
  /** For what a machine reads: names, hosts, references. */
  isMono?: boolean
}

/** A labelled line of text. */
export function TextField({ label, isOptional, hint, error, isMono, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} isOptional={isOptional} hint={hint} error={error} className={className}>
      {(control: ControlProps) => (
        <input type="text" {...input} {...control} className={classNames(styles.input, isMono && styles.mono)} />
      )}
    </Field>
  )
}

type FixedFieldProps = {
  label: ReactNode
  value: string
  icon?: LucideIcon
  isMono?: boolean
  hint?: ReactNode
  /** Buttons at the end of the label's line. */
  tools?: ReactNode
}

/** A field that was fixed when the thing was made: sunken, but it can be read, reached and copied. */
export function FixedField({ label, value, icon, isMono, hint, tools }: FixedFieldProps) {
  return (
    <Field label={label} hint={hint} tools={tools && <div className={styles.inLine}>{tools}</div>}>
      {(ids) => (
        <div className={styles.fixed}>
          {icon && <Icon of={icon} />}
          <input {...ids} readOnly value={value} className={classNames(isMono && styles.mono)} {...noAssistance} />
          <Icon of={Lock} size={14} />
        </div>
      )}
    </Field>
  )
}

'use client'

import { CircleExclamationPoint } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

/** What a control needs so that its label, hint and error are tied to it. */
export type ControlProps = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

type FieldProps = {
  label: ReactNode
  /** Said beside the label, in the label's line: "optional", "replaces version 6". */
  aside?: ReactNode
  isOptional?: boolean
  /** Buttons at the end of the label's line. */
  tools?: ReactNode
  hint?: ReactNode
  error?: ReactNode
  className?: string
  children: (control: ControlProps) => ReactNode
}

/** A labelled control with its hint and, in place of the hint, what is wrong. */
export function Field({ label, aside, isOptional, tools, hint, error, className, children }: FieldProps) {
  const id = useId()
  const below = error ? `${id}-error` : hint ? `${id}-hint` : undefined
  return (
    <div className={classNames(styles.field, className)}>
      <div className={classNames(styles.line, tools ? styles.withTools : null)}>
        <label htmlFor={id}>{label}</label>
        {isOptional && <span className={styles.optional}>optional</span>}
        {aside && <span className={styles.aside}>{aside}</span>}
        {tools && <div className={styles.tools}>{tools}</div>}
      </div>
      {children({ id, 'aria-describedby': below, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <FieldError id={below}>{error}</FieldError>
      ) : (
        hint && (
          <p id={below} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

/** What is wrong with a field, why, and what to do. */
export function FieldError({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <p id={id} className={styles.error} data-field-error="">
      <Icon of={CircleExclamationPoint} size={14} />
      <span>{children}</span>
    </p>
  )
}

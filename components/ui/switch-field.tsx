'use client'

import { Switch } from '@base-ui/react/switch'
import { type ReactNode, type Ref, useId } from 'react'
import { FieldError } from './field.tsx'
import styles from './switch-field.module.css'

type SwitchFieldProps = {
  label: string
  hint?: ReactNode
  /** Why it cannot be turned on. */
  error?: ReactNode
  isOn: boolean
  onChange: (isOn: boolean) => void
  ref?: Ref<HTMLElement>
}

/** Turns a part of a form on: what it says is true at once, on this page. */
export function SwitchField({ label, hint, error, isOn, onChange, ref }: SwitchFieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <Switch.Root
        ref={ref}
        className={styles.switch}
        checked={isOn}
        onCheckedChange={onChange}
        aria-labelledby={`${id}-label`}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
      <div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer; keys have the switch */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <span id={`${id}-label`} className={styles.label} onClick={() => onChange(!isOn)}>
          {label}
        </span>
        {hint && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      </div>
    </div>
  )
}

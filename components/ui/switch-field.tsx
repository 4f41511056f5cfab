'use client'

import { Switch } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'
import styles from './switch-field.module.css'

type SwitchFieldProps = { label: string; hint?: ReactNode; isOn: boolean; onChange: (isOn: boolean) => void }

/** Turns a part of a form on: what it says is true at once, on this page. */
export function SwitchField({ label, hint, isOn, onChange }: SwitchFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <Switch.Root
        className={styles.switch}
        checked={isOn}
        onCheckedChange={onChange}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
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
      </div>
    </div>
  )
}

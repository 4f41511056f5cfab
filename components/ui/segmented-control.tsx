'use client'

import type { LucideIcon } from 'lucide-react'
import { useId } from 'react'
import { Icon } from './icon.tsx'
import styles from './segmented-control.module.css'

type SegmentedControlProps<Value extends string> = {
  label: string
  options: { value: Value; label: string; icon?: LucideIcon }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of a few, side by side: radio buttons, so arrow keys move and only one stop is made with Tab. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, options, value, onChange } = props
  const name = useId()
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              autoComplete="off"
            />
            {option.icon && <Icon of={option.icon} />}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

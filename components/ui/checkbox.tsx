'use client'

import { Check, Minus } from 'lucide-react'
import type { ChangeEvent } from 'react'
import styles from './checkbox.module.css'
import { Icon } from './icon.tsx'

type CheckboxProps = {
  label: string
  /** `some`: of what stands below it, a part. */
  state: boolean | 'some'
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

/** A box to tick in a row, without room for its word; the whole square around it can be pressed. */
export function Checkbox({ label, state, onChange }: CheckboxProps) {
  return (
    <span className={styles.box}>
      <input
        type="checkbox"
        aria-label={label}
        checked={state === true}
        ref={(input) => {
          if (input) input.indeterminate = state === 'some'
        }}
        onChange={onChange}
        autoComplete="off"
      />
      <span className={styles.mark} aria-hidden="true">
        {state !== false && <Icon of={state === 'some' ? Minus : Check} size={12} />}
      </span>
    </span>
  )
}

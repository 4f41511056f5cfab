'use client'

import { type ReactNode, useId } from 'react'
import styles from './radio-cards.module.css'

type RadioCardsProps<Value extends string> = {
  label: string
  options: { value: Value; label: string; text: string }[]
  value: Value
  onChange: (value: Value) => void
  hint?: ReactNode
}

/** One of two or three, each with the sentence that somebody needs to choose: radio buttons, one stop with Tab. */
export function RadioCards<Value extends string>({ label, options, value, onChange, hint }: RadioCardsProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.cards}>
        {options.map((option) => (
          <label key={option.value} className={styles.card}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              aria-describedby={`${name}-${option.value}`}
              aria-labelledby={`${name}-${option.value}-label`}
              autoComplete="off"
            />
            <span>
              <span id={`${name}-${option.value}-label`} className={styles.name}>
                {option.label}
              </span>
              <span id={`${name}-${option.value}`} className={styles.text}>
                {option.text}
              </span>
            </span>
          </label>
        ))}
      </div>
      {hint && <p className={styles.hint}>{hint}</p>}
    </fieldset>
  )
}

'use client'

import { type ComponentProps, type Ref, useRef, useState } from 'react'
import { AddSecret } from '#components/references/add-secret.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import styles from './reference-input.module.css'
import { type ReferenceProblems, ReferenceText } from './reference-text.tsx'
import { textPieces } from './text-pieces.ts'

type ReferenceInputProps = Omit<ComponentProps<'input'>, 'onChange' | 'ref'> & {
  ref?: Ref<HTMLInputElement>
  value: string
  onChange: (value: string) => void
  problems: ReferenceProblems
  /** What the field is called: "Header 2 value". */
  label: string
}

/** A line of text that may name a secret: plain while it is typed, with its reference as a chip while it is read. */
export function ReferenceInput({
  ref,
  value,
  onChange,
  problems,
  label,
  onFocus,
  onBlur,
  ...input
}: ReferenceInputProps) {
  const field = useRef<HTMLInputElement>(null)
  const [hasFocus, setHasFocus] = useState(false)
  const showsChips = !hasFocus && textPieces(value).some(({ look }) => look !== 'text')
  return (
    <div className={styles.cell} data-chips={showsChips || undefined}>
      <div className={styles.text}>
        <input
          {...noAssistance}
          {...input}
          ref={(element) => {
            field.current = element
            if (typeof ref === 'function') ref(element)
            else if (ref) ref.current = element
          }}
          type="text"
          aria-label={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onFocus={(event) => {
            setHasFocus(true)
            onFocus?.(event)
          }}
          onBlur={(event) => {
            setHasFocus(false)
            onBlur?.(event)
          }}
        />
        {showsChips && (
          <div className={styles.chips} aria-hidden="true">
            <ReferenceText text={value} problems={problems} />
          </div>
        )}
      </div>
      <AddSecret into={label} value={value} onChange={onChange} field={field} takes="one" />
    </div>
  )
}

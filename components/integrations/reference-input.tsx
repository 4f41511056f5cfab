'use client'

import { type ComponentProps, useState } from 'react'
import { noAssistance } from '#components/ui/text-field.tsx'
import { parseReferences } from '#lib/references/parse-references.ts'
import styles from './reference-input.module.css'
import { type ReferenceProblems, ReferenceText } from './reference-text.tsx'

type ReferenceInputProps = ComponentProps<'input'> & { value: string; problems: ReferenceProblems }

/** A line of text that may name secrets: plain while it is typed, with its references as chips while it is read. */
export function ReferenceInput({ value, problems, onFocus, onBlur, ...input }: ReferenceInputProps) {
  const [hasFocus, setHasFocus] = useState(false)
  const showsChips = !hasFocus && parseReferences(value).references.length > 0
  return (
    <div className={styles.cell} data-chips={showsChips || undefined}>
      <input
        {...noAssistance}
        {...input}
        type="text"
        value={value}
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
  )
}

'use client'

import type { Ref } from 'react'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { JudgedMark } from './judge-marks.ts'
import styles from './marked-area.module.css'
import { linesOf, MarkedText } from './marked-text.tsx'

type MarkedAreaProps = {
  ref: Ref<HTMLTextAreaElement>
  name: string
  value: string
  onChange: (value: string) => void
  onBlur: () => void
  label: string
  marks: JudgedMark[]
  isInvalid: boolean
  describedBy: string | undefined
  placeholder: string
}

/** A text area as high as its text, which stands a second time behind it: with line numbers, and marks in colours. */
export function MarkedArea(props: MarkedAreaProps) {
  const { ref, name, value, onChange, onBlur, label, marks, isInvalid, describedBy, placeholder } = props
  const lines = linesOf(value, marks)
  return (
    <div
      className={styles.area}
      data-invalid={isInvalid || undefined}
      style={{ '--digits': String(lines.length).length } as React.CSSProperties}
    >
      <pre aria-hidden="true">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <span key={index} className={styles.line}>
            <MarkedText text={line.text} marks={line.marks} />
            {line.text === '' && '\u200b'}
          </span>
        ))}
      </pre>
      <textarea
        {...noAssistance}
        ref={ref}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        placeholder={placeholder}
      />
    </div>
  )
}

'use client'

import { type Ref, useRef } from 'react'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { JudgedMark } from './judge-marks.ts'
import styles from './marked-line.module.css'
import { MarkedText } from './marked-text.tsx'

type MarkedLineProps = {
  ref: Ref<HTMLInputElement>
  id: string
  name: string
  value: string
  onChange: (value: string) => void
  onBlur: () => void
  marks: JudgedMark[]
  isInvalid: boolean
  describedBy: string | undefined
}

/** A line of text with its macros in colours, which scroll as it does. */
export function MarkedLine({ marks, isInvalid, describedBy, onChange, value, ...input }: MarkedLineProps) {
  const behind = useRef<HTMLDivElement>(null)
  return (
    <div className={styles.line} data-invalid={isInvalid || undefined}>
      <div ref={behind} className={styles.behind} aria-hidden="true">
        <MarkedText text={value} marks={marks} />
      </div>
      <input
        {...noAssistance}
        {...input}
        type="text"
        value={value}
        maxLength={1000}
        onChange={(event) => onChange(event.target.value)}
        onScroll={({ currentTarget }) => {
          if (behind.current) behind.current.scrollLeft = currentTarget.scrollLeft
        }}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
      />
    </div>
  )
}

'use client'

import { Space } from 'lucide-react'
import { Button } from './button.tsx'
import { Note } from './note.tsx'
import { outerWhiteSpace } from './outer-white-space.ts'
import styles from './white-space-question.module.css'

type WhiteSpaceQuestionProps = {
  name: string
  value: string
  isKept: boolean
  onTrim: () => void
  onKeep: () => void
}

/** Asks, before a value is stored, what to do with white space at its ends. Values go in exactly as given otherwise. */
export function WhiteSpaceQuestion({ name, value, isKept, onTrim, onKeep }: WhiteSpaceQuestionProps) {
  const where = outerWhiteSpace(value)
  if (!where || isKept) return null
  return (
    <Note
      tone="warn"
      icon={Space}
      role="status"
      className={styles.question}
      actions={
        <>
          <Button size="small" onClick={onTrim}>
            Trim it
          </Button>
          <Button size="small" look="quiet" onClick={onKeep}>
            Keep it
          </Button>
        </>
      }
    >
      <p>
        {name} has white space {where}. It would be stored and sent as part of the value.
      </p>
    </Note>
  )
}

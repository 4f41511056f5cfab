'use client'

import { Space } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { outerWhiteSpace } from './outer-white-space.ts'
import styles from './white-space-question.module.css'

type WhiteSpaceQuestionProps = { label: string; value: string; onTrim: () => void; onKeep: () => void }

/** Asks, before a value is stored, what to do with white space at its ends: values go in exactly as given otherwise. */
export function WhiteSpaceQuestion({ label, value, onTrim, onKeep }: WhiteSpaceQuestionProps) {
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
        The {label.toLowerCase()} has white space {outerWhiteSpace(value)}. It would be stored and sent as part of it.
      </p>
    </Note>
  )
}

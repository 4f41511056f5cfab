'use client'

import { CircleExclamationPoint, KeyRound } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { type JudgedMark, notesOf } from './judge-marks.ts'
import styles from './templates.module.css'

const mostShown = 6

type MarkNotesProps = {
  id: string
  marks: JudgedMark[]
  /** Selects where it stands. */
  onShow: (mark: JudgedMark) => void
  /** Puts another text in its place. */
  onReplace: (mark: JudgedMark, text: string) => void
}

/** What is wrong with the marks of a text, each once, and what can be done with one click. */
export function MarkNotes({ id, marks, onShow, onReplace }: MarkNotesProps) {
  const notes = notesOf(marks)
  if (notes.length === 0) return null
  return (
    <ul id={id} className={styles.notes}>
      {notes.slice(0, mostShown).map(({ note, mark }) => (
        <li key={note} data-look={mark.look}>
          <Icon of={mark.kind === 'bare' ? KeyRound : CircleExclamationPoint} size={14} />
          <span>
            <CodeText text={note} />
          </span>
          {mark.kind === 'bare' ? (
            <Button size="small" onClick={() => onReplace(mark, `{{secrets.${mark.inner}}}`)}>
              Make it {`{{secrets.${mark.inner}}}`}
            </Button>
          ) : (
            <Button size="small" look="quiet" onClick={() => onShow(mark)} aria-label={`Show ${mark.raw}`}>
              Show
            </Button>
          )}
        </li>
      ))}
      {notes.length > mostShown && <li>and {notes.length - mostShown} more</li>}
    </ul>
  )
}

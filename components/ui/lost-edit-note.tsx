import { GitMergeConflict } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Note } from './note.tsx'

type LostEditNoteProps = {
  /** Who changed it and when, in the server's words. */
  message: string
  onLoad: () => void
  /** What they changed, and what becomes of what is typed here. */
  children?: ReactNode
}

/** Somebody else saved first: nothing was changed. */
export function LostEditNote({ message, onLoad, children }: LostEditNoteProps) {
  return (
    <Note
      tone="bad"
      icon={GitMergeConflict}
      role="alert"
      actions={
        <Button size="small" onClick={onLoad}>
          Load the current version
        </Button>
      }
    >
      <p>
        <strong>{message}</strong>
      </p>
      {children}
    </Note>
  )
}

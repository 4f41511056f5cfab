import { GitMergeConflict } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'

type LostEditNoteProps = {
  /** Who changed it and when, in the server's words. */
  message: string
  /** Whether something was typed that loading takes away. */
  isDirty: boolean
  onLoad: () => void
}

/** Somebody else saved first: nothing was changed. */
export function LostEditNote({ message, isDirty, onLoad }: LostEditNoteProps) {
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
      {isDirty && <p>What you typed is still here until you load it.</p>}
    </Note>
  )
}

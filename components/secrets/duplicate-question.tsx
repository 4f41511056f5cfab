'use client'

import { Files } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'

type DuplicateQuestionProps = { message: string; isBusy: boolean; onGoOn: () => void }

/** The same value is stored elsewhere: said by name, and somebody who means it goes on. */
export function DuplicateQuestion({ message, isBusy, onGoOn }: DuplicateQuestionProps) {
  return (
    <Note
      tone="warn"
      icon={Files}
      role="alert"
      actions={
        <Button size="small" isBusy={isBusy} busyLabel="Saving…" onClick={onGoOn}>
          Store it all the same
        </Button>
      }
    >
      <p>{message}</p>
    </Note>
  )
}

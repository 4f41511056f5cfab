'use client'

import { Ban, CalendarX2 } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { dayText } from './day-text.ts'

type StateNoteProps = { secret: SecretDetails; onNewValue: () => void; onExtend: () => void }

/** Why a secret cannot be used, above the form that can bring it back, with the ways to do so. */
export function StateNote({ secret, onNewValue, onExtend }: StateNoteProps) {
  if (secret.status === 'expired' && secret.expiresOn) {
    return (
      <Note
        tone="warn"
        icon={CalendarX2}
        actions={
          <>
            <Button size="small" onClick={onNewValue}>
              Store a new value (recommended)
            </Button>
            <Button size="small" look="quiet" onClick={onExtend}>
              Extend the date
            </Button>
          </>
        }
      >
        <p>
          <strong>It expired on {dayText(secret.expiresOn)}.</strong> Every send that names it stops.
        </p>
      </Note>
    )
  }
  if (secret.status === 'revoked') {
    return (
      <Note tone="warn" icon={Ban}>
        <p>
          <strong>It was revoked, and its values were destroyed.</strong> A new value brings it back.
        </p>
      </Note>
    )
  }
  return null
}

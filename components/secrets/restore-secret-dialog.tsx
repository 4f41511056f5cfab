'use client'

import { ArchiveRestore } from 'lucide-react'
import { restoreSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { ConsequencePlaces } from './consequence-places.tsx'
import { stopHeading } from './places-heading.ts'
import { SameNameNote } from './same-name-note.tsx'
import { useCaptures } from './use-captures.ts'
import { type AskedSecret, useConsequence } from './use-consequence.ts'

type RestoreSecretDialogProps = { secret: AskedSecret | null; onClose: () => void; onDone?: (() => void) | undefined }

/** Asks before an archived secret comes back, and says what names it. */
export function RestoreSecretDialog({ secret, onClose, onDone }: RestoreSecretDialogProps) {
  const toast = useToast()
  const { details, problem, isBusy, confirm } = useConsequence({
    secret,
    action: restoreSecretAction,
    onClose,
    onDone,
    onChanged: ({ name }) =>
      toast(
        <>
          <code>{name}</code> is restored.
        </>,
        { icon: ArchiveRestore },
      ),
  })
  const found = useCaptures(secret?.name ?? '', secret !== null)
  return (
    <Consequence
      problem={problem}
      isOpen={secret !== null}
      title={
        <>
          Restore <code>{secret?.name}</code>?
        </>
      }
      confirm="Restore Secret"
      look="main"
      busyLabel="Restoring…"
      isBusy={isBusy}
      onConfirm={() => void confirm({})}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        It comes back as it was when it was archived: one that was revoked or has expired still is.
      </ConsequenceSentence>
      <SameNameNote found={found} becomes="usable" />
      <ConsequencePlaces details={details} heading={(places) => stopHeading(places, false)} />
    </Consequence>
  )
}

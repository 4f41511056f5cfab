'use client'

import { Archive } from 'lucide-react'
import { archiveSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { dateText } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { ConsequencePlaces } from './consequence-places.tsx'
import { stopHeading } from './places-heading.ts'
import { type AskedSecret, useConsequence } from './use-consequence.ts'
import { useUndoArchive } from './use-undo-archive.tsx'

type ArchiveSecretDialogProps = { secret: AskedSecret | null; onClose: () => void; onDone?: (() => void) | undefined }

/** Asks before a secret is archived, and says which places stop working. Its toast has the way back. */
export function ArchiveSecretDialog({ secret, onClose, onDone }: ArchiveSecretDialogProps) {
  const toast = useToast()
  const undo = useUndoArchive()
  const { details, problem, isBusy, confirm } = useConsequence({
    secret,
    action: archiveSecretAction,
    onClose,
    onDone,
    onChanged: (changed) => {
      const is = (
        <>
          <code>{changed.name}</code> is
        </>
      )
      toast(<>{is} archived.</>, { icon: Archive, undo: () => void undo([changed], is) })
    },
  })
  return (
    <Consequence
      problem={problem}
      isOpen={secret !== null}
      title={
        <>
          Archive <code>{secret?.name}</code>?
        </>
      }
      confirm="Archive Secret"
      busyLabel="Archiving…"
      isBusy={isBusy}
      onConfirm={() => void confirm({})}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        Are you sure you want to archive this secret? Any existing integrations using this secret will no longer
        function.
      </ConsequenceSentence>
      <ConsequencePlaces details={details} heading={(places, { status }) => stopHeading(places, status === 'active')} />
      <ConsequenceWay icon={Archive}>
        <RestorableUntil />
      </ConsequenceWay>
    </Consequence>
  )
}

/** How long there is a way back from an archive that happens now. */
export function RestorableUntil({ isSeveral }: { isSeveral?: boolean }) {
  const { policies } = useFrame()
  const isOfDomain = usePlace().domain !== undefined
  const timeZone = useTimeZone()
  const until = new Date(useNow().getTime() + policies.retentionDays * 86_400_000)
  const date = dateText(until, timeZone)
  const taken = isSeveral
    ? `Their ${isOfDomain ? 'aliases' : 'names'} stay taken`
    : `Its ${isOfDomain ? 'alias' : 'name'} stays taken`
  return `Can be restored until ${date}. ${taken}.`
}

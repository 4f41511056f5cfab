'use client'

import { Ban, RotateCcwKey } from 'lucide-react'
import { revokeSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { ConsequencePlaces } from './consequence-places.tsx'
import { stopHeading } from './places-heading.ts'
import { type AskedSecret, useConsequence } from './use-consequence.ts'

type RevokeSecretDialogProps = { secret: AskedSecret | null; onClose: () => void; onDone?: (() => void) | undefined }

/** Asks before a secret is revoked: every version's value is destroyed then, and a new one is the only way back. */
export function RevokeSecretDialog({ secret, onClose, onDone }: RevokeSecretDialogProps) {
  const toast = useToast()
  const { details, problem, isBusy, confirm } = useConsequence({
    secret,
    action: revokeSecretAction,
    onClose,
    onDone,
    onChanged: ({ name }) =>
      toast(
        <>
          <code>{name}</code> is revoked.
        </>,
        { icon: Ban },
      ),
  })
  return (
    <Consequence
      problem={problem}
      isOpen={secret !== null}
      title={
        <>
          Revoke <code>{secret?.name}</code>?
        </>
      }
      confirm="Revoke Secret"
      busyLabel="Revoking…"
      isBusy={isBusy}
      onConfirm={() => void confirm({})}
      onCancel={onClose}
    >
      <ConsequenceSentence>Revoking disables this secret immediately. It is not removed.</ConsequenceSentence>
      <ConsequencePlaces details={details} heading={(places, { status }) => stopHeading(places, status === 'active')} />
      <ConsequenceWay icon={RotateCcwKey}>
        {(secret?.version ?? 1) === 1
          ? 'Its value is destroyed. Give it a new one to use it again.'
          : 'The values of all its versions are destroyed. Give it a new one to use it again.'}
      </ConsequenceWay>
    </Consequence>
  )
}

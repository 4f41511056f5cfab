'use client'

import { Trash2 } from 'lucide-react'
import { deleteSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { TypedNameField } from '#components/ui/typed-name-field.tsx'
import { useTypedName } from '#components/ui/use-typed-name.ts'
import { ConsequencePlaces } from './consequence-places.tsx'
import { stopHeading } from './places-heading.ts'
import { SameNameNote } from './same-name-note.tsx'
import styles from './secret-dialogs.module.css'
import { useCaptures } from './use-captures.ts'
import { type AskedSecret, useConsequence } from './use-consequence.ts'

type DeleteSecretDialogProps = {
  secret: AskedSecret | null
  onClose: () => void
  /** The gentler way; left out where there is none for this person or this secret. */
  onArchiveInstead?: ((secret: AskedSecret) => void) | undefined
  onDone?: (() => void) | undefined
}

/** Asks before a secret is destroyed for ever. Where something uses it, its name must be typed. */
export function DeleteSecretDialog({ secret, onClose, onArchiveInstead, onDone }: DeleteSecretDialogProps) {
  const toast = useToast()
  const { details, problem, isBusy, confirm } = useConsequence<{ confirmation?: string }>({
    secret,
    action: deleteSecretAction,
    isGone: true,
    onClose,
    onDone,
    onChanged: ({ name }) =>
      toast(
        <>
          <code>{name}</code> is deleted.
        </>,
        { icon: Trash2 },
      ),
  })
  const name = secret?.name ?? ''
  const isReading = details.isFetching && !details.isError
  // Where the places cannot be known, it may be in use; and what an archived domain has of it, the server knows alone.
  const isInUse = details.isError || (details.data?.places.length ?? 0) > 0
  const mustType = isInUse || problem?.fields.confirmation !== undefined
  const confirmation = useTypedName({ asked: secret, name, isNeeded: mustType })
  const isOff = isReading || confirmation.isMissing
  const found = useCaptures(name, secret !== null)
  const destroy = () => {
    if (!isOff) void confirm(mustType ? { confirmation: confirmation.typed } : {})
  }

  return (
    <Consequence
      problem={problem && !(problem.fields.confirmation && mustType) ? problem : null}
      isOpen={secret !== null}
      title={
        <>
          Delete <code>{name}</code> for good?
        </>
      }
      confirm="Delete Secret"
      busyLabel="Deleting…"
      isBusy={isBusy}
      isOff={isOff}
      focus={confirmation.field}
      onConfirm={destroy}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        Deleting this secret destroys its value for ever.
        {(secret?.version ?? 1) > 1 && ` So are the values of all its ${secret?.version} versions.`} Its change log
        stays.
      </ConsequenceSentence>
      <SameNameNote found={found} becomes="gone" />
      <ConsequencePlaces
        details={details}
        heading={(places, { status }) => stopHeading(places, status === 'active' && !found?.organizationSecret)}
      />
      <TypedNameField of={confirmation} isMono error={problem?.fields.confirmation} onSubmit={destroy} />
      {onArchiveInstead && secret && secret.status !== 'archived' && (
        <p className={styles.instead}>
          To keep the way back,{' '}
          <button type="button" className={styles.link} onClick={() => onArchiveInstead(secret)}>
            archive it instead
          </button>
          .
        </p>
      )}
    </Consequence>
  )
}

'use client'

import { Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { deleteSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
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
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
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
  const [askedFor, setAskedFor] = useState(secret)
  if (secret !== askedFor) {
    setAskedFor(secret)
    if (secret) setTyped('')
  }
  const name = secret?.name ?? ''
  const isReading = details.isFetching && !details.isError
  // Where the places cannot be known, it may be in use; and what an archived domain has of it, the server knows alone.
  const isInUse = details.isError || (details.data?.places.length ?? 0) > 0
  const mustType = isInUse || problem?.fields.confirmation !== undefined
  const isNamed = typed.trim().toLowerCase() === name.toLowerCase()
  const isOff = isReading || (mustType && !isNamed)
  const found = useCaptures(name, secret !== null)
  const isAsking = secret !== null && mustType
  // The field comes with the places; who has not moved on from the safe choice by then is taken to it.
  useEffect(() => {
    if (isAsking) field.current?.focus()
  }, [isAsking])
  const destroy = () => {
    if (!isOff) void confirm(mustType ? { confirmation: typed.trim() } : {})
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
      focus={field}
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
      {mustType && (
        <form
          className={styles.confirmation}
          method="post"
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            destroy()
          }}
        >
          <TextField
            ref={field}
            label={
              <>
                Type <code>{name}</code> to confirm
              </>
            }
            isMono
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={problem?.fields.confirmation}
            {...noAssistance}
          />
        </form>
      )}
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

'use client'

import { CircleCheck, ShieldAlert } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { askForProof } from '#components/auth/proof-requests.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import styles from './account.module.css'

type RequiredNoteProps = {
  /** The names of the organizations that ask for it. */
  by: string[]
  /** A second factor is set up; this session was opened without it. */
  isSetUp: boolean
  /** This session was opened, or confirmed, with a second factor. */
  isMet: boolean
  next: string | null
}

/** Why somebody was led here who signed in with less than an organization asks for, and what to do. */
export function RequiredNote({ by, isSetUp, isMet, next }: RequiredNoteProps) {
  const router = useRouter()
  const [isBusy, setIsBusy] = useState(false)
  const who = by.length === 0 ? 'The organization' : new Intl.ListFormat('en').format(by)
  const asks = by.length > 1 ? 'ask' : 'asks'
  const confirm = async () => {
    setIsBusy(true)
    const isGiven = await askForProof('confirm')
    setIsBusy(false)
    if (!isGiven) return
    if (next) window.location.assign(next)
    else router.refresh()
  }
  if (isMet) {
    return (
      <Note
        tone="ok"
        icon={CircleCheck}
        role="status"
        className={styles.required}
        actions={
          next && (
            <ButtonLink look="main" size="small" href={next}>
              Go on
            </ButtonLink>
          )
        }
      >
        <p>
          You are signed in with a second factor, as {who} {asks}.
        </p>
      </Note>
    )
  }
  return (
    <Note
      tone="warn"
      icon={ShieldAlert}
      className={styles.required}
      actions={
        isSetUp && (
          <Button look="main" size="small" isBusy={isBusy} onClick={() => void confirm()}>
            Confirm with your second factor
          </Button>
        )
      }
    >
      <p>
        <b>
          {who} {asks} for a second factor.
        </b>{' '}
        {isSetUp
          ? 'You signed in without yours. Confirm with it, then go on.'
          : 'Set up an authenticator app or add a passkey below, then go on.'}
      </p>
    </Note>
  )
}

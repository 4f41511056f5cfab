'use client'

import { Copy, TriangleAlert } from 'lucide-react'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Note } from '#components/ui/note.tsx'
import { FixedField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { InvitationLink } from '#lib/members/schema.ts'
import styles from './members.module.css'

/** The link of an invitation, this once: nobody can read it again. Where it was mailed, there is none to show. */
export function LinkDialog({ invitation, onClose }: { invitation: InvitationLink | null; onClose: () => void }) {
  const toast = useToast()
  const link = invitation?.link ?? ''
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => toast('The link is copied.', { icon: Copy }),
      () => toast('The browser does not allow copying here. Select the link and copy it.', { icon: Copy }),
    )
  return (
    <Consequence
      isOpen={invitation !== null}
      title={`Send this link to ${invitation?.email}`}
      confirm="Copy link"
      look="main"
      cancel="Done"
      onConfirm={() => void copy()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        It is shown only now. It works once, until {invitation && <DateText at={invitation.expiresAt} />}. If the
        address has no account yet, whoever accepts first gets it: send it where only they read it.
      </ConsequenceSentence>
      {invitation?.mail === 'failed' && (
        <Note tone="warn" icon={TriangleAlert} className={styles.mailFailed}>
          The mail could not be sent. Hand the link over yourself, or renew it later to try again.
        </Note>
      )}
      <div className={styles.link}>
        <FixedField label="Link" value={link} isMono />
      </div>
    </Consequence>
  )
}

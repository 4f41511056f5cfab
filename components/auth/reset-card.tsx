'use client'

import { Info } from 'lucide-react'
import { ButtonLink } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import styles from './entrance-form.module.css'
import { ResetPasswordForm } from './reset-password-form.tsx'
import { ResetRequestForm } from './reset-request-form.tsx'
import { useFragmentToken } from './use-fragment-token.ts'

/** With a link's token: the new password. Without one: the wish for a link, or who gives one where no mail is sent. */
export function ResetCard({ sendsMail }: { sendsMail: boolean }) {
  const token = useFragmentToken()
  // Before the page has looked there is nothing to show that would not change at once.
  if (token === undefined) return null
  if (token !== null) return <ResetPasswordForm token={token} />
  return (
    <div className={styles.form}>
      {sendsMail ? (
        <ResetRequestForm />
      ) : (
        <Note tone="info" icon={Info}>
          Postern sends no mail here. Ask whoever operates it for a link: they run{' '}
          <code>npm run postern -- users reset</code> with your email address and give you what it prints.
        </Note>
      )}
      <ButtonLink look="quiet" href="/sign-in" className={styles.submit}>
        Back to sign in
      </ButtonLink>
    </div>
  )
}

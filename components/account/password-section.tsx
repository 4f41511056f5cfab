'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { AccountSecurity } from '#lib/auth/schema.ts'
import { AccountRow } from './account-row.tsx'
import { ChangePasswordDialog } from './change-password-dialog.tsx'

/** The person's password, as far as anybody may see it: since when. */
export function PasswordSection({ hasPassword, passwordChangedAt }: AccountSecurity) {
  const [isOpen, setIsOpen] = useState(false)
  const router = useRouter()
  const toast = useToast()
  return (
    <Section title="Password" id="account-password">
      <Panel>
        <AccountRow
          title={hasPassword ? 'Your password' : 'No password'}
          actions={hasPassword && <Button onClick={() => setIsOpen(true)}>Change password</Button>}
        >
          {!hasPassword ? (
            'You sign in without one.'
          ) : passwordChangedAt ? (
            <>
              Changed on <DateText at={passwordChangedAt} />. Changing it ends your other sessions.
            </>
          ) : (
            'Changing it ends your other sessions.'
          )}
        </AccountRow>
      </Panel>
      <ChangePasswordDialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onChanged={(ended) => {
          setIsOpen(false)
          toast(
            ended === 0
              ? 'Your password is changed.'
              : `Your password is changed, and ${ended === 1 ? 'one other session has' : `${ended} other sessions have`} ended.`,
          )
          router.refresh()
        }}
      />
    </Section>
  )
}

'use client'

import { FingerprintPattern } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { AccountSecurity, PasskeyItem } from '#lib/auth/schema.ts'
import { AccountRow } from './account-row.tsx'
import { AddPasskeyDialog } from './add-passkey-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { RemovePasskeyDialog } from './remove-passkey-dialog.tsx'
import { RenamePasskeyDialog } from './rename-passkey-dialog.tsx'

/** The person's passkeys: each signs in by itself, and stands in for a code. */
export function PasskeysSection({ passkeys, hasTotp, requiredBy, passkeysWork }: AccountSecurity) {
  const router = useRouter()
  const toast = useToast()
  const [isAdding, setIsAdding] = useState(false)
  const [renaming, setRenaming] = useState<PasskeyItem | null>(null)
  const [removing, setRemoving] = useState<PasskeyItem | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const done = (sentence: string) => {
    toast(sentence)
    router.refresh()
  }
  const add = passkeysWork && <Button onClick={() => setIsAdding(true)}>Add a passkey</Button>
  return (
    <Section title="Passkeys" id="account-passkeys" aside={passkeys.length > 0 && add}>
      {passkeys.length === 0 ? (
        <EmptyState icon={FingerprintPattern} title="No passkey yet" action={add}>
          {passkeysWork
            ? 'A passkey signs you in with the fingerprint, face or PIN of your device, without a password that somebody could guess or fish for.'
            : 'Passkeys need a host name. Postern is reached here by an address that is a number.'}
        </EmptyState>
      ) : (
        <Panel>
          {passkeys.map((passkey) => (
            <AccountRow
              key={passkey.id}
              title={passkey.name}
              actions={
                <>
                  <Button onClick={() => setRenaming(passkey)} aria-label={`Rename ${passkey.name}`}>
                    Rename
                  </Button>
                  <Button onClick={() => setRemoving(passkey)} aria-label={`Remove ${passkey.name}`}>
                    Remove
                  </Button>
                </>
              }
            >
              Added on <DateText at={passkey.createdAt} />,{' '}
              {passkey.lastUsedAt ? (
                <>
                  last used <RelativeTime at={passkey.lastUsedAt} />
                </>
              ) : (
                'not used yet'
              )}
              . {passkey.isBackedUp ? 'Synchronized between your devices.' : 'On one device.'}
            </AccountRow>
          ))}
        </Panel>
      )}
      <AddPasskeyDialog
        isOpen={isAdding}
        onClose={() => setIsAdding(false)}
        onAdded={(name, recoveryCodes) => {
          setIsAdding(false)
          setCodes(recoveryCodes)
          done(`The passkey ${name} is added.`)
        }}
      />
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
      <RenamePasskeyDialog passkey={renaming} onClose={() => setRenaming(null)} onRenamed={done} />
      <RemovePasskeyDialog
        passkey={removing}
        isLast={!hasTotp && passkeys.length === 1}
        requiredBy={requiredBy}
        onClose={() => setRemoving(null)}
        onRemoved={done}
      />
    </Section>
  )
}

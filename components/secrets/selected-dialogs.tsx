'use client'

import type { PublicError } from '#lib/core/result.ts'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import { ArchiveSelectedDialog } from './archive-selected-dialog.tsx'
import type { ManyKind } from './selection-bar.tsx'
import { SetExpirationDialog } from './set-expiration-dialog.tsx'

type SelectedDialogsProps = {
  /** Null: none is open. */
  asked: ManyKind | null
  secrets: SecretListItem[]
  problem: PublicError | null
  isBusy: boolean
  onChange: (kind: ManyKind, expiresOn?: string | null) => void
  onClose: () => void
}

/** What is asked before several secrets are changed. */
export function SelectedDialogs({ asked, secrets, problem, isBusy, onChange, onClose }: SelectedDialogsProps) {
  return (
    <>
      <ArchiveSelectedDialog
        isOpen={asked === 'archive'}
        secrets={secrets}
        problem={problem}
        isBusy={isBusy}
        onConfirm={() => onChange('archive')}
        onCancel={onClose}
      />
      <SetExpirationDialog
        isOpen={asked === 'expiration'}
        count={secrets.length}
        problem={problem}
        isBusy={isBusy}
        onSubmit={(expiresOn) => onChange('expiration', expiresOn)}
        onCancel={onClose}
      />
    </>
  )
}

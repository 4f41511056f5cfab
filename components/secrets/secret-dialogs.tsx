'use client'

import { useFrame } from '#components/frame/frame-context.tsx'
import { ArchiveSecretDialog } from './archive-secret-dialog.tsx'
import { DeleteSecretDialog } from './delete-secret-dialog.tsx'
import { RenameSecretDialog } from './rename-secret-dialog.tsx'
import { RestoreSecretDialog } from './restore-secret-dialog.tsx'
import { RevokeSecretDialog } from './revoke-secret-dialog.tsx'
import type { SecretRights } from './secret-rights.ts'
import type { AskedSecret } from './use-consequence.ts'

/** What somebody is about to do to one secret. */
export type Asked = { kind: 'archive' | 'restore' | 'revoke' | 'delete' | 'rename'; secret: AskedSecret }

type SecretDialogsProps = {
  /** Null: none is open. */
  asked: Asked | null
  rights: SecretRights
  onAsk: (asked: Asked | null) => void
  /** It is done, and the lists are read anew. */
  onDone?: (kind: Asked['kind']) => void
}

/** The dialogs of consequence about one secret, in a list and on its page. */
export function SecretDialogs({ asked, rights, onAsk, onDone }: SecretDialogsProps) {
  const { organization } = useFrame()
  const close = () => onAsk(null)
  const of = (kind: Asked['kind']) => ({
    secret: asked?.kind === kind ? asked.secret : null,
    onClose: close,
    onDone: () => onDone?.(kind),
  })
  return (
    <>
      {rights.mayArchive && <ArchiveSecretDialog {...of('archive')} />}
      {rights.mayRestore && <RestoreSecretDialog {...of('restore')} />}
      {rights.mayRevoke && <RevokeSecretDialog {...of('revoke')} />}
      {rights.mayDelete && (
        <DeleteSecretDialog
          {...of('delete')}
          onArchiveInstead={rights.mayArchive ? (secret) => onAsk({ kind: 'archive', secret }) : undefined}
        />
      )}
      {rights.mayRename && (
        <RenameSecretDialog
          secret={of('rename').secret}
          organizationName={organization.name}
          onClose={close}
          onRenamed={() => onDone?.('rename')}
        />
      )}
    </>
  )
}

'use client'

import { Ban, Copy, Ellipsis, TextCursorInput, Trash2 } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import type { Asked } from './secret-dialogs.tsx'
import type { SecretRights } from './secret-rights.ts'
import { useCopyReference } from './use-copy-reference.tsx'

type SecretActionsProps = {
  secret: SecretDetails
  rights: SecretRights
  onEdit: () => void
  onAsk: (kind: Asked['kind']) => void
}

/** What can be done to a secret in its state by this person: the main thing last, the rare ones in the menu. */
export function SecretActions({ secret, rights, onEdit, onAsk }: SecretActionsProps) {
  const copyReference = useCopyReference()
  const copy = () => copyReference(secret.name)
  if (!rights.mayEdit) {
    return (
      <Button icon={Copy} onClick={copy}>
        Copy reference
      </Button>
    )
  }
  const isArchived = secret.status === 'archived'
  const mayRevoke = rights.mayRevoke && !isArchived && secret.status !== 'revoked'
  return (
    <>
      {!isArchived && rights.mayArchive && <Button onClick={() => onAsk('archive')}>Archive</Button>}
      <Menu trigger={<IconButton label={`More actions for ${secret.name}`} icon={Ellipsis} look="other" />}>
        <MenuItem icon={Copy} onClick={copy}>
          Copy reference
        </MenuItem>
        {!isArchived && rights.mayRename && (
          <MenuItem icon={TextCursorInput} onClick={() => onAsk('rename')}>
            Rename
          </MenuItem>
        )}
        {(mayRevoke || rights.mayDelete) && <MenuSeparator />}
        {mayRevoke && (
          <MenuItem icon={Ban} onClick={() => onAsk('revoke')}>
            Revoke
          </MenuItem>
        )}
        {rights.mayDelete && (
          <MenuItem icon={Trash2} look="danger" onClick={() => onAsk('delete')}>
            Delete
          </MenuItem>
        )}
      </Menu>
      {isArchived && rights.mayRestore && (
        <Button look="main" onClick={() => onAsk('restore')}>
          Restore
        </Button>
      )}
      {!isArchived && (
        <Button look="main" onClick={onEdit}>
          Edit
        </Button>
      )}
    </>
  )
}

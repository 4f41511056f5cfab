'use client'

import { Ban, Copy, Ellipsis, PenLine, RotateCcwClock, Trash2 } from 'lucide-react'
import { pagePath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import type { Asked } from './secret-dialogs.tsx'
import type { SecretRights } from './secret-rights.ts'
import styles from './secret-table.module.css'
import { useCopyReference } from './use-copy-reference.tsx'

type RowActionsProps = {
  secret: SecretListItem
  rights: SecretRights
  onEdit: (id: string) => void
  onAsk: (asked: Asked) => void
}

/** What this person can do with a secret in the state that it is in. Nothing that would only be refused. */
export function RowActions({ secret, rights, onEdit, onAsk }: RowActionsProps) {
  const place = usePlace()
  const copyReference = useCopyReference()
  const { id, name } = secret
  const isArchived = secret.status === 'archived'
  const ask = (kind: Asked['kind']) => () => onAsk({ kind, secret })
  const hasMenu = rights.maySeeHistory || rights.mayRevoke || rights.mayDelete
  if (!hasMenu) {
    return (
      <Button look="quiet" size="small" onClick={() => copyReference(name)} aria-label={`Copy reference of ${name}`}>
        Copy reference
      </Button>
    )
  }
  return (
    <>
      {isArchived && rights.mayRestore && (
        <Button look="quiet" size="small" onClick={ask('restore')} aria-label={`Restore ${name}`}>
          Restore
        </Button>
      )}
      {!isArchived && rights.mayEdit && (
        <Button look="quiet" size="small" onClick={() => onEdit(id)} aria-label={`Edit ${name}`}>
          Edit
        </Button>
      )}
      {!isArchived && rights.mayArchive && (
        <Button look="quiet" size="small" onClick={ask('archive')} aria-label={`Archive ${name}`}>
          Archive
        </Button>
      )}
      <Menu
        trigger={<IconButton label={`More actions for ${name}`} icon={Ellipsis} size="small" className={styles.more} />}
      >
        {rights.maySeeHistory && (
          <MenuLink icon={RotateCcwClock} href={`${pagePath(place, 'secrets', id)}?tab=changes`}>
            Change Logs
          </MenuLink>
        )}
        {rights.mayRename && !isArchived && (
          <MenuItem icon={PenLine} onClick={ask('rename')}>
            Rename
          </MenuItem>
        )}
        <MenuItem icon={Copy} onClick={() => copyReference(name)}>
          Copy reference
        </MenuItem>
        <MenuSeparator />
        {rights.mayRevoke && !isArchived && secret.status !== 'revoked' && (
          <MenuItem icon={Ban} onClick={ask('revoke')}>
            Revoke
          </MenuItem>
        )}
        {rights.mayDelete && (
          <MenuItem icon={Trash2} look="danger" onClick={ask('delete')}>
            Delete
          </MenuItem>
        )}
      </Menu>
    </>
  )
}

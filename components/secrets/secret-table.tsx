'use client'

import { ArrowDown, Copy, Ellipsis, RotateCcwClock } from 'lucide-react'
import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuLink } from '#components/ui/menu.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import { SecretBadge } from './secret-badge.tsx'
import type { SecretRights } from './secret-rights.ts'
import styles from './secret-table.module.css'
import { SecretType } from './secret-type.tsx'
import { useCopyReference } from './use-copy-reference.tsx'

type SecretTableProps = {
  secrets: SecretListItem[]
  rights: SecretRights
  chosen: number | null
  onEdit: (id: string) => void
  onArchive: (secret: SecretListItem) => void
}

/** The secrets, a row each; on a small screen a card each. It shows no button that would only refuse. */
export function SecretTable({ secrets, rights, chosen, onEdit, onArchive }: SecretTableProps) {
  return (
    <table className={`${table.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">Alias</th>
          <th scope="col" className={styles.typeColumn}>
            Type
          </th>
          <th scope="col" className={styles.timeColumn} aria-sort="descending">
            <span className={styles.sorted}>
              Last Updated Date <Icon of={ArrowDown} size={12} />
            </span>
          </th>
          <th scope="col" className={styles.actionColumn}>
            Actions
          </th>
        </tr>
      </thead>
      <tbody>
        {secrets.map((secret, index) => (
          <SecretRow
            key={secret.id}
            secret={secret}
            rights={rights}
            isChosen={index === chosen}
            onEdit={() => onEdit(secret.id)}
            onArchive={() => onArchive(secret)}
          />
        ))}
      </tbody>
    </table>
  )
}

type SecretRowProps = {
  secret: SecretListItem
  rights: SecretRights
  isChosen: boolean
  onEdit: () => void
  onArchive: () => void
}

function SecretRow({ secret, rights, isChosen, onEdit, onArchive }: SecretRowProps) {
  const place = usePlace()
  const copyReference = useCopyReference()
  const href = pagePath(place, 'secrets', secret.id)
  const { name } = secret
  return (
    <tr data-chosen={isChosen || undefined} data-row="">
      <td className={styles.aliasCell}>
        <div className={styles.alias}>
          <Link href={href} className={styles.name} data-row-link="">
            {name}
          </Link>
          <SecretBadge status={secret.status} />
        </div>
      </td>
      <td className={styles.typeCell}>
        <SecretType type={secret.type} />
      </td>
      <td className={styles.timeCell}>
        <RelativeTime at={secret.updatedAt} by={secret.updatedByName} />
      </td>
      <td className={styles.actionCell}>
        <div>
          {rights.mayEdit && (
            <Button look="quiet" size="small" onClick={onEdit} aria-label={`Edit ${name}`}>
              Edit
            </Button>
          )}
          {rights.mayArchive && (
            <Button look="quiet" size="small" onClick={onArchive} aria-label={`Archive ${name}`}>
              Archive
            </Button>
          )}
          {rights.mayEdit || rights.maySeeHistory ? (
            <Menu
              trigger={
                <IconButton label={`More actions for ${name}`} icon={Ellipsis} size="small" className={styles.more} />
              }
            >
              {rights.maySeeHistory && (
                <MenuLink icon={RotateCcwClock} href={`${href}?tab=changes`}>
                  Change Logs
                </MenuLink>
              )}
              <MenuItem icon={Copy} onClick={() => copyReference(name)}>
                Copy reference
              </MenuItem>
            </Menu>
          ) : (
            <Button
              look="quiet"
              size="small"
              onClick={() => copyReference(name)}
              aria-label={`Copy reference of ${name}`}
            >
              Copy reference
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

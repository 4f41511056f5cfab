'use client'

import { useQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { PlaceContext } from '#components/data/place-context.tsx'
import { SecretBadge } from '#components/secrets/secret-badge.tsx'
import type { Asked } from '#components/secrets/secret-dialogs.tsx'
import { secretDetails } from '#components/secrets/secret-queries.ts'
import type { SecretRights } from '#components/secrets/secret-rights.ts'
import { secretTypeIcons } from '#components/secrets/secret-type.tsx'
import { SecretValue } from '#components/secrets/secret-value.tsx'
import { ValueDots } from '#components/secrets/value-dots.tsx'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { type SecretListItem, type SecretPlace, secretTypeLabels } from '#lib/secrets/schema.ts'
import { useCopyText } from './use-copy-text.tsx'
import styles from './variables.module.css'

type SecretRowProps = {
  secret: SecretListItem
  /** Whose it is: the organization's has no domain. */
  place: SecretPlace
  /** What this person may do with secrets of that place. */
  rights: Pick<SecretRights, 'mayEdit' | 'mayDelete'>
  onEdit: (id: string) => void
  onAsk: (asked: Asked) => void
}

/** A secret beside the variables: dots, and its visibility. */
export function SecretRow({ secret, place, rights, onEdit, onAsk }: SecretRowProps) {
  const copy = useCopyText()
  const { id, name, type, status } = secret
  const isOfDomain = place.domain !== undefined
  const reference = `{secret:${name}}`
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <Link href={pagePath(place, 'secrets', id)} prefetch={false}>
          <code>{name}</code>
        </Link>
        {status !== 'active' && <SecretBadge status={status} destroyedInDays={secret.destroyedInDays} />}
        {secret.description && <span className={styles.description}>{secret.description}</span>}
      </div>
      <div className={styles.type}>
        <Icon of={secretTypeIcons[type]} size={14} />
        <span>
          Secret, {secretTypeLabels[type].toLowerCase().replace('json', 'JSON')}
          {!isOfDomain && <span className={styles.of}>of the organization</span>}
        </span>
      </div>
      <div className={styles.value}>
        {secret.visibility === 'masked' ? (
          <MaskedValue id={id} place={place} />
        ) : (
          <>
            <ValueDots />
            <span className={styles.none}>Restricted: never shown</span>
          </>
        )}
      </div>
      <div className={styles.actions}>
        {rights.mayEdit ? (
          <>
            <Button look="quiet" size="small" onClick={() => onEdit(id)} aria-label={`Edit ${name}`}>
              Edit
            </Button>
            <Menu trigger={<IconButton label={`More actions for ${name}`} icon={Ellipsis} size="small" />}>
              <MenuItem icon={Copy} onClick={() => copy(reference)}>
                Copy reference
              </MenuItem>
              {rights.mayDelete && (
                <>
                  <MenuSeparator />
                  <MenuItem icon={Trash2} look="danger" onClick={() => onAsk({ kind: 'delete', secret })}>
                    Delete
                  </MenuItem>
                </>
              )}
            </Menu>
          </>
        ) : (
          <Button look="quiet" size="small" onClick={() => copy(reference)} aria-label={`Copy reference of ${name}`}>
            Copy reference
          </Button>
        )}
      </div>
    </li>
  )
}

/** Whether this person may show it stands in its details alone. */
function MaskedValue({ id, place }: { id: string; place: SecretPlace }) {
  const { data } = useQuery(secretDetails(place, id))
  if (!data) return <ValueDots />
  return (
    <PlaceContext value={place}>
      <SecretValue secret={data} />
    </PlaceContext>
  )
}

'use client'

import Link from 'next/link'
import { type ChangeEvent, memo } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { type SecretListItem, secretTypeLabels } from '#lib/secrets/schema.ts'
import { RowActions } from './row-actions.tsx'
import { SecretBadge } from './secret-badge.tsx'
import type { Asked } from './secret-dialogs.tsx'
import type { SecretRights } from './secret-rights.ts'
import styles from './secret-table.module.css'
import { SecretType, secretTypeIcons } from './secret-type.tsx'

/** What every row of a list has in common. */
export type RowOptions = {
  rights: SecretRights
  /** Whether rows can be ticked for a change of several. */
  isSelectable: boolean
  onToggle: (id: string, isRange: boolean) => void
  onEdit: (id: string) => void
  onAsk: (asked: Asked) => void
}

type SecretRowProps = {
  secret: SecretListItem
  /** Its place in the whole list, from 0. */
  index: number
  isChosen: boolean
  isSelected: boolean
  options: RowOptions
}

/** A secret of a list: a row, on a small screen a card. Drawn anew only if something about it changed. */
export const SecretRow = memo(function SecretRow({ secret, index, isChosen, isSelected, options }: SecretRowProps) {
  const place = usePlace()
  const isOfDomain = place.domain !== undefined
  const { rights, isSelectable, onToggle, onEdit, onAsk } = options
  const { name } = secret
  return (
    <tr
      data-row={index}
      // The head is the first row.
      aria-rowindex={index + 2}
      data-chosen={isChosen || undefined}
      data-selected={isSelected || undefined}
    >
      {isSelectable && (
        <td className={styles.tickCell}>
          <Checkbox
            label={`Select ${name}`}
            state={isSelected}
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              const { nativeEvent } = event
              onToggle(secret.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }}
          />
        </td>
      )}
      <td className={styles.nameCell}>
        <div className={styles.named}>
          {!isOfDomain && (
            <span className={styles.typeIcon}>
              <Icon of={secretTypeIcons[secret.type]} />
              <span className="sr-only">{secretTypeLabels[secret.type]}: </span>
            </span>
          )}
          <Link
            href={pagePath(place, 'secrets', secret.id)}
            className={styles.name}
            title={name}
            data-row-link=""
            prefetch={false}
          >
            <GroupedName name={name} />
          </Link>
          <span className={styles.state}>
            <SecretBadge status={secret.status} daysLeft={secret.daysLeft} destroyedInDays={secret.destroyedInDays} />
          </span>
        </div>
      </td>
      {isOfDomain ? (
        <td className={styles.typeCell}>
          <SecretType type={secret.type} />
        </td>
      ) : (
        <td className={styles.descriptionCell}>
          {secret.description ? (
            <span title={secret.description}>{secret.description}</span>
          ) : (
            <span className={styles.none}>No description</span>
          )}
        </td>
      )}
      <td className={styles.timeCell}>
        <RelativeTime at={secret.updatedAt} by={secret.updatedByName} />
      </td>
      {!isOfDomain && (
        <td className={styles.createdCell}>
          <DateText at={secret.createdAt} />
        </td>
      )}
      <td className={styles.actionCell}>
        <div>
          <RowActions secret={secret} rights={rights} onEdit={onEdit} onAsk={onAsk} />
        </div>
      </td>
    </tr>
  )
})

/** `crm.` quiet, `apiKey` loud: dots make groups. */
function GroupedName({ name }: { name: string }) {
  const end = name.lastIndexOf('.') + 1
  if (end === 0) return name
  return (
    <>
      <span className={styles.group}>{name.slice(0, end)}</span>
      {name.slice(end)}
    </>
  )
}

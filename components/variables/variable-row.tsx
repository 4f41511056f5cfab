'use client'

import { Copy, Ellipsis, Trash2, Type } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { macroText } from '#lib/references/macros.ts'
import type { VariableItem } from '#lib/variables/schema.ts'
import { useCopyText } from './use-copy-text.tsx'
import styles from './variables.module.css'

type VariableRowProps = {
  variable: VariableItem
  onEdit: (id: string) => void
  onDelete: (variable: VariableItem) => void
}

/** A plain variable: its value stands there for everyone. */
export function VariableRow({ variable, onEdit, onDelete }: VariableRowProps) {
  const copy = useCopyText()
  const { id, name, value, description } = variable
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <code>{name}</code>
        {description && <span className={styles.description}>{description}</span>}
      </div>
      <div className={styles.type}>
        <Icon of={Type} size={14} />
        Variable
      </div>
      <div className={styles.value}>
        {value === '' ? <span className={styles.none}>Empty</span> : <code title={value}>{value}</code>}
      </div>
      <div className={styles.actions}>
        <Button look="quiet" size="small" onClick={() => onEdit(id)} aria-label={`Edit ${name}`}>
          Edit
        </Button>
        <Menu trigger={<IconButton label={`More actions for ${name}`} icon={Ellipsis} size="small" />}>
          <MenuItem icon={Copy} onClick={() => copy(macroText({ kind: 'variables', name }))}>
            Copy macro
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={Trash2} look="danger" onClick={() => onDelete(variable)}>
            Delete
          </MenuItem>
        </Menu>
      </div>
    </li>
  )
}

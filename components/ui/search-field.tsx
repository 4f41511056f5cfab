'use client'

import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { Icon } from './icon.tsx'
import styles from './search-field.module.css'
import { noAssistance } from './text-field.tsx'

type SearchFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  ref?: Ref<HTMLInputElement>
  /** The key that brings the focus here, shown at its end. */
  shortcut?: string
}

/** A search that answers as you type. */
export function SearchField({ label, value, onChange, ref, shortcut }: SearchFieldProps) {
  return (
    <div className={styles.search}>
      <Icon of={Search} size={14} />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...noAssistance}
      />
      {shortcut && (
        <span className={styles.key} aria-hidden="true">
          {shortcut}
        </span>
      )}
    </div>
  )
}

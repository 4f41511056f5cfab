'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { Icon } from './icon.tsx'
import styles from './sort-head.module.css'

type SortHeadProps = {
  children: string
  className?: string | undefined
  /** By this column, and which way; null: by another. */
  sorted: 'asc' | 'desc' | null
  onSort: () => void
}

/** The head of a column by which the list can be sorted: pressed again, it turns the order round. */
export function SortHead({ children, className, sorted, onSort }: SortHeadProps) {
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined
  return (
    <th scope="col" className={className} aria-sort={order}>
      <button type="button" className={styles.sort} onClick={onSort}>
        {children}
        {sorted && <Icon of={sorted === 'asc' ? ArrowUp : ArrowDown} size={12} />}
      </button>
    </th>
  )
}

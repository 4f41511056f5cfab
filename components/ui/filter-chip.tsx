import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './filter-chip.module.css'

type FilterChipProps = Omit<ComponentProps<'button'>, 'aria-pressed'> & {
  /** Left out for a chip that opens a menu. */
  isPressed?: boolean
  count?: ReactNode
}

/** A filter of a list, with how many it finds. */
export function FilterChip({ isPressed, count, className, children, ...rest }: FilterChipProps) {
  return (
    <button type="button" {...rest} aria-pressed={isPressed} className={classNames(styles.chip, className)}>
      {children}
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </button>
  )
}

import type { ReactNode } from 'react'
import styles from './page-heading.module.css'

type HeadingProps = {
  title: ReactNode
  isMono?: boolean
  /** So that the focus may come to rest here, where what had it is gone. */
  id?: string
  /** What stands right of the title: a badge, "Unsaved changes". */
  beside?: ReactNode
  actions?: ReactNode
  /** The line below it. */
  below?: ReactNode
  /** On a small screen the top bar says the same. */
  isInBar?: boolean
}

/** The page's heading with its state and its actions. */
export function PageHeading({ title, isMono, id, beside, actions, below, isInBar }: HeadingProps) {
  return (
    <div className={isInBar ? styles.inBar : styles.heading}>
      <div className={styles.line}>
        <h1 id={id} tabIndex={id ? -1 : undefined} className={isMono ? styles.mono : undefined}>
          {title}
        </h1>
        {beside}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {below && <div className={styles.below}>{below}</div>}
    </div>
  )
}

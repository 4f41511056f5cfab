import type { ReactNode } from 'react'
import styles from './import-foot.module.css'

/** What can be done now, at the lower edge however long the page is. */
export function ImportFoot({ note, children }: { note: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.foot}>
      <div className={styles.note} role="status">
        {note}
      </div>
      {children}
    </div>
  )
}

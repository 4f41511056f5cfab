import type { ReactNode } from 'react'
import styles from './account-row.module.css'

type AccountRowProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode }

/** One thing by which a person signs in: what it is, how it stands, and what can be done about it. */
export function AccountRow({ title, children, actions }: AccountRowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.said}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

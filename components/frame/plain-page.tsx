import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'
import styles from './plain-page.module.css'

/** A page without the frame: something is missing, or went wrong. */
export function PlainPage({ title, children, actions }: { title: string; children: ReactNode; actions: ReactNode }) {
  return (
    <main className={styles.page}>
      <p className={styles.name}>
        <Mark size={28} />
        Postern
      </p>
      <div className={styles.card}>
        <h1>{title}</h1>
        {children}
        <div className={styles.actions}>{actions}</div>
      </div>
    </main>
  )
}

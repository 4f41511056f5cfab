import type { ReactNode } from 'react'
import { Mark } from '#components/frame/mark.tsx'
import { classNames } from '#components/ui/class-names.ts'
import packageJson from '../../package.json' with { type: 'json' }
import styles from './entrance.module.css'

type EntranceProps = { title: string; lead: ReactNode; isWide?: boolean; children: ReactNode }

/** A page before the console: one card in the middle, under Postern's mark. */
export function Entrance({ title, lead, isWide, children }: EntranceProps) {
  return (
    <div className={styles.page}>
      <main className={styles.middle}>
        <div className={styles.brand}>
          <Mark size={28} />
          Postern
        </div>
        <div className={classNames(styles.card, isWide && styles.wide)}>
          <h1>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {children}
        </div>
      </main>
      <footer className={styles.footer}>Postern {packageJson.version}</footer>
    </div>
  )
}

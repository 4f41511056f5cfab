import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './panel.module.css'

/** A surface with an edge. */
export function Panel({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={classNames(styles.panel, className)}>{children}</div>
}

type SectionProps = {
  title: string
  /** The id of the heading, by which the section is named. */
  id: string
  aside?: ReactNode
  children: ReactNode
}

/** A part of a page under a heading of its own; what stands beside the heading acts on the whole part. */
export function Section({ title, id, aside, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.heading}>
        {/* Focus may come to rest here, where what had it is gone. */}
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

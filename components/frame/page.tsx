import type { ReactNode } from 'react'
import styles from './page.module.css'
import { type Crumb, TopBar } from './top-bar.tsx'

type PageProps = {
  /** From the organization down to this page, which is the last and no link. */
  crumbs: Crumb[]
  /** What the bar says on a small screen, where the path does not fit. */
  barTitle: string
  children: ReactNode
}

/** A page of the console under its top bar. */
export function Page({ crumbs, barTitle, children }: PageProps) {
  return (
    <>
      <TopBar crumbs={crumbs} title={barTitle} />
      <main id="main" tabIndex={-1} className={styles.page}>
        {children}
      </main>
    </>
  )
}

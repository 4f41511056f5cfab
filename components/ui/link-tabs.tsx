import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

type LinkTab = { href: string; label: ReactNode; isCurrent: boolean }

/** Pages of one thing, side by side. Links, because each has an address of its own. */
export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} className={styles.tab} aria-current={tab.isCurrent ? 'page' : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}

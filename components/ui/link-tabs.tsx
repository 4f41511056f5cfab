import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

type LinkTab = {
  href: string
  label: ReactNode
  count?: ReactNode
  isCurrent: boolean
  /** Goes there without asking the server for the page; the link is for everybody who opens it elsewhere. */
  onSelect?: () => void
}

/** Pages of one thing, side by side. Links, because each has an address of its own. */
export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          className={styles.tab}
          aria-current={tab.isCurrent ? 'page' : undefined}
          onNavigate={
            tab.onSelect &&
            ((event) => {
              event.preventDefault()
              tab.onSelect?.()
            })
          }
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  )
}

'use client'

import type { LucideIcon } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon } from '#components/ui/icon.tsx'
import styles from './rail.module.css'

type RailLinkProps = {
  href: string
  icon: LucideIcon
  isExact?: boolean
  /** Pages elsewhere that belong under this entry. */
  also?: string
  /** What waits there, and what it is a number of; more than 99 is 99+, and none is not shown. */
  count?: number
  counted?: string
  children: string
}

/** An entry of the rail, which says whether one is there. */
export function RailLink({ href, icon, isExact, also, count = 0, counted, children }: RailLinkProps) {
  const path = usePathname()
  const isHere = isExact ? path === href : path === href || path.startsWith(`${href}/`)
  const isCurrent = isHere || (also !== undefined && path.startsWith(also))
  return (
    <Link href={href} className={styles.item} aria-current={isCurrent ? 'page' : undefined}>
      <Icon of={icon} />
      {children}
      {count > 0 && (
        <span className={styles.count}>
          <span className="sr-only">, </span>
          {count > 99 ? '99+' : count}
          <span className="sr-only"> {counted}</span>
        </span>
      )}
    </Link>
  )
}

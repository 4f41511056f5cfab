import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Icon } from './icon.tsx'
import { Panel } from './panel.tsx'

type EmptyStateProps = {
  icon: LucideIcon
  title: ReactNode
  /** Of the heading: one below what stands above it. */
  level?: 2 | 3
  children: ReactNode
  action?: ReactNode
}

/** Nothing here yet: one sentence that teaches, and one button. */
export function EmptyState({ icon, title, level = 3, children, action }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <Panel className={styles.empty}>
      <div className={styles.icon}>
        <Icon of={icon} size={20} />
      </div>
      <Heading className={styles.title}>{title}</Heading>
      <p>{children}</p>
      {action}
    </Panel>
  )
}

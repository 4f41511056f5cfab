import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Icon } from './icon.tsx'
import { Panel } from './panel.tsx'

type EmptyStateProps = { icon: LucideIcon; title: ReactNode; children: ReactNode; action?: ReactNode }

/** Nothing here yet: one sentence that teaches, and one button. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Panel className={styles.empty}>
      <div className={styles.icon}>
        <Icon of={icon} size={20} />
      </div>
      <h3>{title}</h3>
      <p>{children}</p>
      {action}
    </Panel>
  )
}

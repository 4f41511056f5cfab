import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './note.module.css'

type NoteProps = {
  tone: 'info' | 'ok' | 'warn' | 'bad'
  icon: LucideIcon
  children: ReactNode
  /** Buttons below the sentences. */
  actions?: ReactNode
  /** Announced at once (`alert`) or when there is time (`status`); leave out what was there from the start. */
  role?: 'alert' | 'status'
  className?: string
}

/** A sentence that belongs to what it stands in, set apart. */
export function Note({ tone, icon, children, actions, role, className }: NoteProps) {
  return (
    <div role={role} className={classNames(styles.note, styles[tone], className)}>
      <Icon of={icon} />
      <div className={styles.body}>
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}

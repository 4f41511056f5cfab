import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'

export type BadgeTone = 'quiet' | 'ok' | 'warn' | 'bad' | 'mute'

/** A state as a word and a shape, never as a colour alone. `quiet` is for what is as it should be. */
export function Badge({ tone, icon, children }: { tone: BadgeTone; icon: LucideIcon; children: ReactNode }) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      <Icon of={icon} size={13} />
      {children}
    </span>
  )
}

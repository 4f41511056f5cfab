import { Braces, KeyRound, type LucideIcon, UserRound } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { secretTypeLabels, type SecretType as Type } from '#lib/secrets/schema.ts'
import styles from './secret-type.module.css'

export const secretTypeIcons: Record<Type, LucideIcon> = { token: KeyRound, username_password: UserRound, json: Braces }

/** A secret's type as an icon with its word. */
export function SecretType({ type }: { type: Type }) {
  return (
    <span className={styles.type}>
      <Icon of={secretTypeIcons[type]} />
      <span data-word="">{secretTypeLabels[type]}</span>
    </span>
  )
}

import { KeyRound } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './reference-chip.module.css'

/** The text that stands for a secret's value; red where it cannot be used. */
export function ReferenceChip({ text, isBad }: { text: string; isBad?: boolean }) {
  return (
    <span className={classNames(styles.chip, isBad && styles.bad)}>
      <Icon of={KeyRound} size={12} />
      {text}
    </span>
  )
}

/** The text that stands for what is only known when it is sent; underlined where it stands for nothing. */
export function MacroChip({ text, isUnknown }: { text: string; isUnknown?: boolean }) {
  return <span className={classNames(styles.chip, styles.macro, isUnknown && styles.unknown)}>{text}</span>
}

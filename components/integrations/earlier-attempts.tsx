import { CornerDownRight, RotateCw } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { EarlierAttempt } from '#lib/sending/exchange.ts'
import { earlierSentence } from './exchange-sentence.ts'
import styles from './test-result.module.css'

type EarlierAttemptsProps = { earlier: EarlierAttempt[]; className?: string | undefined }

/** The requests of a send before its last one: one line each. */
export function EarlierAttempts({ earlier, className }: EarlierAttemptsProps) {
  if (earlier.length === 0) return null
  return (
    <ol className={classNames(styles.earlier, className)} aria-label="Requests before">
      {earlier.map((attempt, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a result does not change
        <li key={index}>
          <Icon of={attempt.why === 'redirect' ? CornerDownRight : RotateCw} size={14} />
          {earlierSentence(attempt)}
        </li>
      ))}
    </ol>
  )
}

import { CircleCheck, KeyRound, TriangleExclamationPoint } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import styles from './templates.module.css'

type SecretsLineProps = {
  /** How many secrets the body names, and how many of them cannot be used. */
  count: number
  bad: number
  /** Whether that is known of all of them. */
  isKnown: boolean
  host: string | null
}

/** "2 secrets, both usable at sms.example.com" */
export function SecretsLine({ count, bad, isKnown, host }: SecretsLineProps) {
  if (count === 0) return null
  const secrets = count === 1 ? '1 secret' : `${count} secrets`
  const all = count === 1 ? 'usable' : count === 2 ? 'both usable' : 'all usable'
  return (
    <p className={styles.secrets} role="status">
      <Icon of={bad > 0 ? TriangleExclamationPoint : isKnown && host ? CircleCheck : KeyRound} size={14} />
      {bad > 0 ? (
        <span>{count === 1 ? 'The secret cannot be used as it stands.' : `${bad} of ${secrets} cannot be used.`}</span>
      ) : host && isKnown ? (
        <span>
          {secrets}, {all} at <code>{host}</code>
        </span>
      ) : (
        <span>{host ? secrets : `${secrets}. Choose a request to see whether they may go there.`}</span>
      )}
    </p>
  )
}

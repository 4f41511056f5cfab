import { Badge } from '#components/ui/badge.tsx'
import type { SendItem } from '#lib/usages/schema.ts'
import styles from './send-result.module.css'
import { sendWords } from './send-words.ts'

/** What came of a send, why, and how long it took. */
export function SendResult({ send }: { send: SendItem }) {
  const { tone, icon, text, aside } = sendWords(send)
  return (
    <span className={styles.result}>
      <Badge tone={tone} icon={icon}>
        {text}
      </Badge>
      {aside && <span className={styles.aside}>{aside}</span>}
    </span>
  )
}

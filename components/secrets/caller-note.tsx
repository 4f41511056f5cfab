'use client'

import { SquareTerminal } from 'lucide-react'
import { Note } from '#components/ui/note.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Caller } from '#lib/secrets/schema.ts'
import styles from './caller-note.module.css'

const mostShown = 5

/** Programs whose requests name a secret that is about to have another name: whoever keeps them has to change them. */
export function CallerNote({ callers }: { callers: Caller[] }) {
  const rest = callers.length - mostShown
  // One token may have sent it in several domains.
  const programs = new Set(callers.map(({ id }) => id)).size
  return (
    <Note tone="warn" icon={SquareTerminal} className={styles.note}>
      <p>
        <strong>{programs === 1 ? '1 program is not rewritten.' : `${programs} programs are not rewritten.`}</strong> In
        the last 90 days {programs === 1 ? 'it' : 'they'} sent the secret by its old name. Change the name there too, or
        their requests stop.
      </p>
      <ul className={styles.callers}>
        {callers.slice(0, mostShown).map(({ id, name, domain, lastUsedAt }) => (
          <li key={`${id} ${domain.slug}`}>
            <b>{name}</b> in {domain.name}, <RelativeTime at={lastUsedAt} />
          </li>
        ))}
        {rest > 0 && <li>and {rest.toLocaleString('en')} more</li>}
      </ul>
    </Note>
  )
}

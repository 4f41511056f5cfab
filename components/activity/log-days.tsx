'use client'

import { dayHeading } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ChangeLogItem } from '#lib/changelog/schema.ts'
import { LogEntry } from './log-entry.tsx'
import styles from './log-view.module.css'

/** Entries under the days on which they were written. */
export function LogDays({ entries, isOwnLog }: { entries: ChangeLogItem[]; isOwnLog: boolean }) {
  const timeZone = useTimeZone()
  const now = useNow()
  const days = Map.groupBy(entries, (entry) => dayHeading(new Date(entry.at), now, timeZone))
  return [...days].map(([day, ofDay]) => (
    <section key={day} className={styles.day} aria-label={day}>
      <h2>{day}</h2>
      <ol>
        {ofDay.map((entry) => (
          <LogEntry key={entry.sequence} entry={entry} isOwnLog={isOwnLog} />
        ))}
      </ol>
    </section>
  ))
}

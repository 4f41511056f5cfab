'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { usePlace } from '#components/data/use-place.ts'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import { dayHeading } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ChangeLogItem } from '#lib/changelog/schema.ts'
import styles from './change-log.module.css'
import { ChangeLogEntry } from './change-log-entry.tsx'
import { secretChanges } from './secret-queries.ts'

/** What happened to a secret, day by day, newest first. */
export function ChangeLog({ id }: { id: string }) {
  const place = usePlace()
  const timeZone = useTimeZone()
  const now = useNow()
  const log = useInfiniteQuery(secretChanges(place, id))
  if (log.isError) return <LoadProblem error={log.error} onRetry={() => void log.refetch()} />
  if (!log.data) return <SkeletonRows rows={4} label="Loading the change log" />

  const entries = log.data.pages.flatMap((page) => page.items)
  const days = Map.groupBy(entries, (entry) => dayHeading(new Date(entry.at), now, timeZone))
  return (
    <Panel className={styles.log}>
      {[...days].map(([day, ofDay]) => (
        <section key={day} className={styles.day}>
          <h2>{day}</h2>
          <ol>
            {ofDay.map((entry: ChangeLogItem) => (
              <ChangeLogEntry key={entry.sequence} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      <ListFoot
        shown={entries.length}
        hasMore={log.hasNextPage}
        isBusy={log.isFetchingNextPage}
        onMore={() => void log.fetchNextPage()}
      />
    </Panel>
  )
}

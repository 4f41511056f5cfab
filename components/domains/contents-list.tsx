'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import type { DomainDetails } from '#lib/domains/schema.ts'
import { contentsWords } from './contents-words.ts'
import styles from './domains.module.css'

type ContentsListProps = {
  details: UseQueryResult<DomainDetails>
  /** Above the list, where there is something in it. */
  heading: string
  /** In its place, where there is nothing. */
  empty: string
}

/** What stops with a domain, or goes on with it, as it is now. */
export function ContentsList({ details, heading, empty }: ContentsListProps) {
  if (details.isError) {
    return (
      <div className={styles.contents}>
        <LoadProblem error={details.error} onRetry={() => void details.refetch()} />
      </div>
    )
  }
  if (!details.data || details.isFetching) {
    return (
      <p className={styles.contents} role="status">
        Looking for what is in it…
      </p>
    )
  }
  const lines = contentsWords(details.data.contents)
  if (lines.length === 0) return <p className={styles.contents}>{empty}</p>
  return (
    <div className={styles.contents}>
      <h3>{heading}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

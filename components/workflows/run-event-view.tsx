'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Button } from '#components/ui/button.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { RedactedText } from '#components/ui/redacted-text.tsx'
import styles from './runs.module.css'
import { runEvent } from './workflow-queries.ts'

/** What came into a run, with what is named like a token masked; read when it is asked for. */
export function RunEventView({ workflowId, runId }: { workflowId: string; runId: string }) {
  const place = useDomainPlace()
  const [isOpen, setIsOpen] = useState(false)
  const { data, error, refetch } = useQuery({ ...runEvent(place, workflowId, runId), enabled: isOpen })
  return (
    <div className={styles.event}>
      <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide the event' : 'Show the event'}
      </Button>
      {isOpen && error && <LoadProblem error={error} onRetry={() => void refetch()} />}
      {isOpen && !data && !error && (
        <p className={styles.loading} role="status">
          Loading the event…
        </p>
      )}
      {isOpen && data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
        <section tabIndex={0} aria-label="Event">
          <pre>
            <RedactedText text={shownEvent(data.event)} />
          </pre>
        </section>
      )}
    </div>
  )
}

function shownEvent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

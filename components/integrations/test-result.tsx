'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Exchange } from '#lib/sending/exchange.ts'
import { AnsweredExchange } from './answered-exchange.tsx'
import { exchangeKey } from './integration-queries.ts'
import { RefusedExchange } from './refused-exchange.tsx'
import styles from './test-result.module.css'

type Tested = { exchange: Exchange; at: string }

/** What became of the last test on this page. */
export function TestResult({ id, onGoTo }: { id: string; onGoTo: (field: string) => void }) {
  const place = usePlace()
  const { person } = useFrame()
  const { data } = useQuery<Tested>({ queryKey: exchangeKey(place, id), queryFn: skipToken, gcTime: 60_000 })
  const result = useRef<HTMLDivElement>(null)
  const at = data?.at
  // A result below the fold would look like none.
  useEffect(() => {
    if (at) result.current?.scrollIntoView({ block: 'nearest' })
  }, [at])

  return (
    <div ref={result} className={styles.result} aria-live="polite">
      {data && (
        <Section
          title="Test result"
          id="test-result"
          aside={
            <p className={styles.when}>
              <RelativeTime at={data.at} />, by {person.name}
            </p>
          }
        >
          <Panel>
            {data.exchange.outcome === 'answered' ? (
              <AnsweredExchange exchange={data.exchange} />
            ) : (
              <RefusedExchange exchange={data.exchange} onGoTo={onGoTo} />
            )}
          </Panel>
        </Section>
      )}
    </div>
  )
}

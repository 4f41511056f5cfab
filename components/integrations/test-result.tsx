'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { AnsweredExchange } from './answered-exchange.tsx'
import { exchangeSentence } from './exchange-sentence.ts'
import { exchangeKey } from './integration-queries.ts'
import { RefusedExchange } from './refused-exchange.tsx'
import styles from './test-result.module.css'
import { TestRunning } from './test-running.tsx'

type Tested = { exchange: Exchange; at: string }

type TestResultProps = {
  integrationId: string
  /** Null: a request that has no page of its own yet. */
  id: string | null
  host: string
  isRunning: boolean
  approvers: HostApprovers
  onGoTo: (field: string) => void
  onTest: () => void
}

/** The test that runs, or what became of the last one on this page. */
export function TestResult({ integrationId, id, host, isRunning, approvers, onGoTo, onTest }: TestResultProps) {
  const place = useDomainPlace()
  const { person } = useFrame()
  const { data } = useQuery<Tested>({ queryKey: exchangeKey(place, id ?? ''), queryFn: skipToken, gcTime: 60_000 })
  const result = useRef<HTMLDivElement>(null)
  const at = isRunning ? 'running' : data?.at
  // A result below the fold would look like none.
  useEffect(() => {
    if (at) result.current?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const sentence = isRunning ? `Testing. Waiting for ${host}.` : data ? exchangeSentence(data.exchange) : ''
  // What a live region holds from the start is not read out: the result of a new request comes with its page.
  const [said, setSaid] = useState('')
  useEffect(() => setSaid(sentence), [sentence])

  return (
    <div ref={result} className={styles.result}>
      <p className="sr-only" role="status">
        {said}
      </p>
      {isRunning ? (
        <Section title="Test running" id="test-running">
          <Panel>
            <TestRunning host={host} />
          </Panel>
        </Section>
      ) : (
        data && (
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
                <RefusedExchange
                  key={data.at}
                  integrationId={integrationId}
                  exchange={data.exchange}
                  approvers={approvers}
                  onGoTo={onGoTo}
                  onTest={onTest}
                />
              )}
            </Panel>
          </Section>
        )
      )}
    </div>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { AnsweredExchange } from '#components/integrations/answered-exchange.tsx'
import { RefusedExchange } from '#components/integrations/refused-exchange.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { RunStep } from '#lib/workflows/schema.ts'
import { RunStepState } from './run-step-state.tsx'
import { durationText } from './run-words.ts'
import styles from './runs.module.css'
import { runExchange } from './workflow-queries.ts'

type RunStepViewProps = {
  workflowId: string
  runId: string
  step: RunStep
  approvers: HostApprovers
  isOpen: boolean
  onToggle: () => void
  onGoTo: (field: string) => void
  onRun: () => void
}

/** A step of a run: what came of it in one line, and below it what was sent and got, redacted. */
export function RunStepView({ workflowId, runId, step, isOpen, onToggle, ...rest }: RunStepViewProps) {
  const { position, name, method, host, state, status, code, durationMs, hasExchange } = step
  const line = (
    <>
      <RunStepState state={state} />
      <span className={styles.stepName}>{name}</span>
      <span className={styles.target}>
        <b>{method}</b> {host}
      </span>
      <span className={styles.came}>{code ? code.replaceAll('_', ' ') : (status ?? '')}</span>
      <span className={styles.figure}>{durationMs === null ? '' : durationText(durationMs)}</span>
    </>
  )
  return (
    <li className={styles.step}>
      {hasExchange ? (
        <button
          type="button"
          className={styles.stepLine}
          aria-expanded={isOpen}
          aria-controls={`run-step-${position}`}
          onClick={onToggle}
        >
          {line}
          <Icon of={ChevronRight} size={16} />
        </button>
      ) : (
        <div className={styles.stepLine}>{line}</div>
      )}
      <div id={`run-step-${position}`} className={styles.exchange}>
        {isOpen && hasExchange && <Exchange workflowId={workflowId} runId={runId} position={position} {...rest} />}
      </div>
    </li>
  )
}

type ExchangeProps = Pick<RunStepViewProps, 'workflowId' | 'runId' | 'approvers' | 'onGoTo' | 'onRun'> & {
  position: number
}

function Exchange({ workflowId, runId, position, approvers, onGoTo, onRun }: ExchangeProps) {
  const place = useDomainPlace()
  const { data, error, refetch } = useQuery(runExchange(place, workflowId, runId, position))
  if (error) return <LoadProblem error={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <p className={styles.loading} role="status">
        Loading the exchange…
      </p>
    )
  const { exchange } = data
  return exchange.outcome === 'answered' ? (
    <AnsweredExchange exchange={exchange} />
  ) : (
    <RefusedExchange exchange={exchange} approvers={approvers} onGoTo={onGoTo} onTest={onRun} />
  )
}

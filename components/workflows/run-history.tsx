'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History, Play } from 'lucide-react'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Button } from '#components/ui/button.tsx'
import { ChipMenu } from '#components/ui/chip-menu.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import table from '#components/ui/table.module.css'
import { type RunState, runStateLabels, runStates, type WorkflowDetails } from '#lib/workflows/schema.ts'
import { RunStateBadge } from './run-state-badge.tsx'
import { durationText, failureText, triggerText } from './run-words.ts'
import styles from './runs.module.css'
import { runList } from './workflow-queries.ts'

/** Another run may come in by the webhook at any time. */
const refreshMs = 10_000

type RunHistoryProps = { workflow: WorkflowDetails; onShow: (runId: string) => void; onRun: () => void }

/** The runs of a workflow, newest first. */
export function RunHistory({ workflow, onShow, onRun }: RunHistoryProps) {
  const place = useDomainPlace()
  const [state, setState] = useState<RunState | null>(null)
  const list = useInfiniteQuery({ ...runList(place, workflow.id, state), refetchInterval: refreshMs })
  const runs = list.data?.pages.flatMap(({ items }) => items) ?? []
  if (list.isError) return <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
  if (list.isPending) return <SkeletonRows label="Loading runs" />
  if (runs.length === 0 && state === null) {
    return (
      <EmptyState
        icon={History}
        level={2}
        title={`${workflow.name} has not run yet`}
        action={
          !workflow.isDisabled && (
            <Button icon={Play} onClick={onRun}>
              Run
            </Button>
          )
        }
      >
        Each run shows what its steps sent and got, redacted, and is kept for {workflow.keepRunsDays}{' '}
        {workflow.keepRunsDays === 1 ? 'day' : 'days'}.
      </EmptyState>
    )
  }
  return (
    <>
      <div className={styles.filters}>
        <ChipMenu
          label="State"
          any="Any state"
          value={state}
          options={runStates.map((each) => ({ value: each, label: runStateLabels[each] }))}
          onChange={setState}
        />
      </div>
      <Panel>
        {runs.length === 0 ? (
          <p className={styles.none}>No run is {state && runStateLabels[state].toLowerCase()}.</p>
        ) : (
          <table className={`${table.table} ${styles.table}`} aria-label="Runs">
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">Started by</th>
                <th scope="col">When</th>
                <th scope="col">Duration</th>
                <th scope="col">Steps</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <td className={styles.stateCell}>
                    <button type="button" className={styles.open} onClick={() => onShow(run.id)}>
                      <RunStateBadge state={run.state} />
                      <span className="sr-only">: show this run</span>
                    </button>
                    {run.failed && <span className={styles.why}>{failureText(run)}</span>}
                  </td>
                  <td>{triggerText(run)}</td>
                  <td>
                    <RelativeTime at={run.startedAt} />
                  </td>
                  <td className={styles.figure}>
                    {run.endedAt ? durationText(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : '–'}
                  </td>
                  <td className={styles.figure}>
                    {run.stepsDone} of {run.stepCount}
                    <span className={styles.unit}> {run.stepCount === 1 ? 'step' : 'steps'}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <ListFoot
          shown={runs.length}
          hasMore={list.hasNextPage}
          isBusy={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      </Panel>
    </>
  )
}

'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Ban, CircleHelp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { cancelRunAction } from '#app/(console)/[organization]/[domain]/workflows/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Button } from '#components/ui/button.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Note } from '#components/ui/note.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { RunDetails } from '#lib/workflows/schema.ts'
import { RunDiagram } from './run-diagram.tsx'
import { RunEventView } from './run-event-view.tsx'
import { RunStateBadge } from './run-state-badge.tsx'
import { RunStepView } from './run-step-view.tsx'
import { durationText, runSentence, triggerText } from './run-words.ts'
import styles from './runs.module.css'
import { runDetails, runsKey } from './workflow-queries.ts'

const pollMs = 700

type RunViewProps = {
  workflowId: string
  runId: string
  approvers: HostApprovers
  onBack: () => void
  onGoTo: (stepId: string, field: string) => void
  onRun: () => void
}

/** One run, live while it runs: how far each step has come, and then what it sent and got. */
export function RunView({ workflowId, runId, approvers, onBack, onGoTo, onRun }: RunViewProps) {
  const place = useDomainPlace()
  const query = useQuery({
    ...runDetails(place, workflowId, runId),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollMs : false),
    staleTime: 0,
  })
  const [open, setOpen] = useState<number | null>(null)
  const run = query.data
  const sentence = run ? runSentence(run) : ''
  // What a live region holds from the start is not read out.
  const [said, setSaid] = useState('')
  useEffect(() => setSaid(sentence), [sentence])
  return (
    <div className={styles.run}>
      <div className={styles.back}>
        <Button look="quiet" size="small" icon={ArrowLeft} onClick={onBack}>
          All runs
        </Button>
      </div>
      <p className="sr-only" role="status">
        {said}
      </p>
      {!run ? (
        query.error ? (
          <LoadProblem error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows label="Loading the run" />
        )
      ) : (
        <>
          <h2 className="sr-only">The run</h2>
          <RunHead workflowId={workflowId} run={run} />
          {run.state === 'interrupted' && (
            <Note tone="warn" icon={CircleHelp}>
              <p>
                <strong>Interrupted: what its last step did is not known.</strong> The process that ran it is gone. It
                is not run again by itself: what that step asked for may have been done.
              </p>
            </Note>
          )}
          <RunDiagram steps={run.steps} />
          <Panel>
            <ol className={styles.steps} aria-label="Steps of the run">
              {run.steps.map((step) => (
                <RunStepView
                  key={step.position}
                  workflowId={workflowId}
                  runId={runId}
                  step={step}
                  approvers={approvers}
                  isOpen={open === step.position}
                  onToggle={() => setOpen(open === step.position ? null : step.position)}
                  onGoTo={(field) => onGoTo(step.stepId, field === 'path' ? 'url' : field)}
                  onRun={onRun}
                />
              ))}
            </ol>
          </Panel>
          {run.hasEvent && <RunEventView workflowId={workflowId} runId={runId} />}
        </>
      )}
    </div>
  )
}

function RunHead({ workflowId, run }: { workflowId: string; run: RunDetails }) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run: cancel, isBusy } = useAction(cancelRunAction)
  const isCancelling = isBusy || run.isCancelling
  const end = async () => {
    const result = await cancel({ ...place, workflowId, id: run.id })
    if (!result.ok) toast(result.error.message, { icon: Ban })
    await queries.invalidateQueries({ queryKey: runsKey(place, workflowId) })
  }
  return (
    <div className={styles.head}>
      <RunStateBadge state={run.state} />
      <span>{triggerText(run)}</span>
      <span>
        <RelativeTime at={run.startedAt} />
      </span>
      {run.endedAt && (
        <span className={styles.figure}>{durationText(Date.parse(run.endedAt) - Date.parse(run.startedAt))}</span>
      )}
      {run.state === 'running' && (
        <Button icon={Ban} isBusy={isCancelling} busyLabel="Cancelling…" onClick={() => void end()}>
          Cancel run
        </Button>
      )}
    </div>
  )
}

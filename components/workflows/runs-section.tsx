'use client'

import { useAddress } from '#components/data/use-address.ts'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { WorkflowDetails } from '#lib/workflows/schema.ts'
import { RunHistory } from './run-history.tsx'
import { RunView } from './run-view.tsx'

type RunsSectionProps = {
  workflow: WorkflowDetails
  approvers: HostApprovers
  /** Leads to the field of a step that a refused send is about. */
  onGoTo: (stepId: string, field: string) => void
  onRun: () => void
}

/** The run that the address names, or the history of all of them. */
export function RunsSection({ workflow, approvers, onGoTo, onRun }: RunsSectionProps) {
  const { params, change } = useAddress()
  const runId = params.get('run')
  if (runId === null) {
    return <RunHistory workflow={workflow} onShow={(run) => change({ run }, 'push')} onRun={onRun} />
  }
  return (
    <RunView
      key={runId}
      workflowId={workflow.id}
      runId={runId}
      approvers={approvers}
      onBack={() => change({ run: null }, 'push')}
      onGoTo={onGoTo}
      onRun={onRun}
    />
  )
}

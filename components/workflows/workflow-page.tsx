'use client'

import { useQuery } from '@tanstack/react-query'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import type { PanelRights } from '#components/variables/variables-panel.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import { WorkflowEditor } from './workflow-editor.tsx'
import { workflowDetails } from './workflow-queries.ts'

type WorkflowPageProps = { id: string; domainName: string; approvers: HostApprovers; rights: PanelRights }

/** One saved workflow, to edit, run and watch. */
export function WorkflowPage({ id, ...rest }: WorkflowPageProps) {
  const place = useDomainPlace()
  const query = useQuery(workflowDetails(place, id))
  if (!query.data) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null
  return <WorkflowEditor key={id} {...rest} saved={query.data} />
}

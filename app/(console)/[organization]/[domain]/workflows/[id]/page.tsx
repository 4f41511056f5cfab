import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { WorkflowPage } from '#components/workflows/workflow-page.tsx'
import { workflowDetails } from '#components/workflows/workflow-queries.ts'
import { definePage } from '#lib/server/define-page.ts'
import { hostApprovers } from '#lib/server/host-approvers.ts'
import { getWorkflow } from '#lib/workflows/read-workflows.ts'
import { panelRights } from '../panel-rights.ts'

export const metadata: Metadata = { title: 'Workflow' }

type Params = { organization: string; domain: string; id: string }

export default definePage<'workflow:list', Params>({ permission: 'workflow:list' }, async (permit, { params }) => {
  const place = { organization: params.organization, domain: params.domain }
  const [workflow, approvers, rights] = await Promise.all([
    getWorkflow(permit, params.id),
    hostApprovers(permit),
    panelRights(permit),
  ])
  const queries = new QueryClient()
  queries.setQueryData(workflowDetails(place, params.id).queryKey, workflow)
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Workflows', pagePath(place, 'workflows')], [workflow.name])}
      barTitle="Workflow"
    >
      <HydrationBoundary state={dehydrate(queries)}>
        <WorkflowPage id={params.id} domainName={permit.domain?.name ?? ''} approvers={approvers} rights={rights} />
      </HydrationBoundary>
    </Page>
  )
})

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { workflowList } from '#components/workflows/workflow-queries.ts'
import { WorkflowsView } from '#components/workflows/workflows-view.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { listWorkflows } from '#lib/workflows/read-workflows.ts'

export const metadata: Metadata = { title: 'Workflows' }

export default definePage({ permission: 'workflow:list' }, async (permit, { params, searchParams }) => {
  const q = typeof searchParams.q === 'string' ? searchParams.q : ''
  const queries = new QueryClient()
  queries.setQueryData(workflowList(params, q).queryKey, {
    pages: [await listWorkflows(permit, { q })],
    pageParams: [null],
  })
  return (
    <Page crumbs={domainCrumbs(permit, ['Workflows'])} barTitle="Workflows">
      <HydrationBoundary state={dehydrate(queries)}>
        <WorkflowsView domainName={permit.domain?.name ?? ''} />
      </HydrationBoundary>
    </Page>
  )
})

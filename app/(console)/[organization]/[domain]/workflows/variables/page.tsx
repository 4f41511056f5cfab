import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { variableList } from '#components/variables/variable-queries.ts'
import { VariablesView } from '#components/variables/variables-view.tsx'
import { WorkflowTabs } from '#components/workflows/workflow-tabs.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { listVariables } from '#lib/variables/read-variables.ts'
import { panelRights } from '../panel-rights.ts'

export const metadata: Metadata = { title: 'Variables' }

export default definePage({ permission: 'variable:list' }, async (permit, { params }) => {
  const [variables, rights] = await Promise.all([listVariables(permit), panelRights(permit)])
  const queries = new QueryClient()
  queries.setQueryData(variableList(params).queryKey, variables)
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Workflows', pagePath(params, 'workflows')], ['Variables'])}
      barTitle="Workflows"
    >
      <PageHeading title="Workflows" isInBar />
      <WorkflowTabs current="variables" />
      <HydrationBoundary state={dehydrate(queries)}>
        <VariablesView rights={rights} domainName={permit.domain?.name ?? ''} />
      </HydrationBoundary>
    </Page>
  )
})

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { integrationDetails } from '#components/integrations/integration-queries.ts'
import { IntegrationView } from '#components/integrations/integration-view.tsx'
import { getIntegration } from '#lib/integrations/read-integrations.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Integration' }

type Params = { organization: string; domain: string; id: string }

export default definePage<'integration:list', Params>(
  { permission: 'integration:list' },
  async (permit, { params }) => {
    const place = { organization: params.organization, domain: params.domain }
    const integration = await getIntegration(permit, params.id)
    const queries = new QueryClient()
    queries.setQueryData(integrationDetails(place, params.id).queryKey, integration)
    return (
      <Page
        crumbs={domainCrumbs(permit, ['Integrations', pagePath(place, 'integrations')], [integration.name])}
        barTitle="Integrations"
      >
        <HydrationBoundary state={dehydrate(queries)}>
          <IntegrationView id={params.id} />
        </HydrationBoundary>
      </Page>
    )
  },
)

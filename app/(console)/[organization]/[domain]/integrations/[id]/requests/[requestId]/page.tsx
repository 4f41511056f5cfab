import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { requestDetails } from '#components/integrations/integration-queries.ts'
import { RequestPage } from '#components/integrations/request-page.tsx'
import { getIntegrationRequest } from '#lib/integrations/read-request.ts'
import { definePage } from '#lib/server/define-page.ts'
import { hostApprovers } from '#lib/server/host-approvers.ts'

export const metadata: Metadata = { title: 'Request' }

type Params = { organization: string; domain: string; id: string; requestId: string }

export default definePage<'integration:list', Params>(
  { permission: 'integration:list' },
  async (permit, { params }) => {
    const place = { organization: params.organization, domain: params.domain }
    const [request, approvers] = await Promise.all([
      getIntegrationRequest(permit, { integrationId: params.id, id: params.requestId }),
      hostApprovers(permit),
    ])
    const queries = new QueryClient()
    queries.setQueryData(requestDetails(place, params.id, params.requestId).queryKey, request)
    return (
      <Page
        crumbs={domainCrumbs(
          permit,
          ['Integrations', pagePath(place, 'integrations')],
          [request.integrationName, pagePath(place, 'integrations', params.id)],
          [request.name],
        )}
        barTitle={request.integrationName}
      >
        <HydrationBoundary state={dehydrate(queries)}>
          <RequestPage
            integrationId={params.id}
            id={params.requestId}
            domainName={permit.domain?.name ?? ''}
            approvers={approvers}
          />
        </HydrationBoundary>
      </Page>
    )
  },
)

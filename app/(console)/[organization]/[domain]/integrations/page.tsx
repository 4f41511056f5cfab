import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { integrationList } from '#components/integrations/integration-queries.ts'
import { IntegrationsView } from '#components/integrations/integrations-view.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { Permit } from '#lib/access/permit.ts'
import { listIntegrations } from '#lib/integrations/read-integrations.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Integrations' }

export default definePage({ permission: 'integration:list' }, async (permit, { params, searchParams }) => (
  <Page crumbs={domainCrumbs(permit, ['Integrations'])} barTitle="Integrations">
    <Suspense
      fallback={
        <>
          <PageHeading title="Integrations" isInBar />
          <SkeletonRows label="Loading integrations" />
        </>
      }
    >
      <Integrations
        permit={permit}
        place={params}
        q={typeof searchParams.q === 'string' ? searchParams.q.trim() : ''}
      />
    </Suspense>
  </Page>
))

type IntegrationsProps = { permit: Permit<'integration:list'>; place: DomainPlace; q: string }

async function Integrations({ permit, place, q }: IntegrationsProps) {
  const firstPage = await listIntegrations(permit, { q })
  const queries = new QueryClient()
  queries.setQueryData(integrationList(place, q).queryKey, { pages: [firstPage], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <IntegrationsView domainName={permit.domain?.name ?? ''} />
    </HydrationBoundary>
  )
}

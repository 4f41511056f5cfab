import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { domainList } from '#components/domains/domain-queries.ts'
import { DomainsView } from '#components/domains/domains-view.tsx'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { listDomains } from '#lib/domains/read-domains.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Domains' }

export default definePage<'domain:list', { organization: string }>({ permission: 'domain:list' }, async (permit) => {
  const { slug, name } = permit.organization
  const queries = new QueryClient()
  queries.setQueryData(domainList(slug).queryKey, await listDomains(permit))
  return (
    <Page crumbs={organizationCrumbs(permit, ['Domains'])} barTitle="Domains">
      <HydrationBoundary state={dehydrate(queries)}>
        <DomainsView organizationName={name} />
      </HydrationBoundary>
    </Page>
  )
})

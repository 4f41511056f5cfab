import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { templateList } from '#components/templates/template-queries.ts'
import { TemplatesView } from '#components/templates/templates-view.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { Permit } from '#lib/access/permit.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import { definePage } from '#lib/server/define-page.ts'
import { listTemplates } from '#lib/templates/read-templates.ts'

export const metadata: Metadata = { title: 'Templates' }

export default definePage({ permission: 'template:list' }, async (permit, { params, searchParams }) => (
  <Page crumbs={domainCrumbs(permit, ['Templates'])} barTitle="Templates">
    <Suspense
      fallback={
        <>
          <PageHeading title="Templates" isInBar />
          <SkeletonRows label="Loading templates" />
        </>
      }
    >
      <Templates permit={permit} place={params} q={queryOf(searchParams.q)} />
    </Suspense>
  </Page>
))

const queryOf = (q: string | string[] | undefined) => (typeof q === 'string' ? q.trim() : '')

type TemplatesProps = { permit: Permit<'template:list'>; place: DomainPlace; q: string }

async function Templates({ permit, place, q }: TemplatesProps) {
  const firstPage = await listTemplates(permit, { q })
  const queries = new QueryClient()
  queries.setQueryData(templateList(place, q).queryKey, { pages: [firstPage], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <TemplatesView domainName={permit.domain?.name ?? ''} />
    </HydrationBoundary>
  )
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { logEntries } from '#components/activity/log-queries.ts'
import { LogView } from '#components/activity/log-view.tsx'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { listChanges } from '#lib/changelog/list-changes.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Activity' }

export default definePage<'activity:view', { organization: string }>(
  { permission: 'activity:view' },
  async (permit, { searchParams }) => {
    const source = { organization: permit.organization.slug }
    const query = changeLogQueryOf({
      get: (name) => {
        const value = searchParams[name]
        return typeof value === 'string' ? value : (value?.[0] ?? null)
      },
    })
    const queries = new QueryClient()
    const firstPage = await listChanges(permit, query)
    queries.setQueryData(logEntries(source, query).queryKey, { pages: [firstPage], pageParams: [null] })
    return (
      <Page crumbs={organizationCrumbs(permit, ['Activity'])} barTitle="Activity">
        <HydrationBoundary state={dehydrate(queries)}>
          <LogView source={source} title="Activity" />
        </HydrationBoundary>
      </Page>
    )
  },
)

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ActivityTabs } from '#components/activity/activity-tabs.tsx'
import { logEntries } from '#components/activity/log-queries.ts'
import { LogView } from '#components/activity/log-view.tsx'
import { SendsView } from '#components/activity/sends-view.tsx'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { listChanges } from '#lib/changelog/list-changes.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Activity' }

export default definePage<'activity:view', { organization: string }>(
  { permission: 'activity:view' },
  async (permit, { searchParams }) => {
    const source = { organization: permit.organization.slug }
    const maySeeSends = permit.may('sends:list')
    const isSends = maySeeSends && searchParams.tab === 'sends'
    const tabs = maySeeSends && <ActivityTabs {...source} current={isSends ? 'sends' : 'changes'} />
    const frame = { crumbs: organizationCrumbs(permit, ['Activity']), barTitle: 'Activity' }
    if (isSends)
      return (
        <Page {...frame}>
          <PageHeading title="Activity" isInBar />
          {tabs}
          <SendsView />
        </Page>
      )
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
      <Page {...frame}>
        <HydrationBoundary state={dehydrate(queries)}>
          <LogView source={source} title="Activity" tabs={tabs} />
        </HydrationBoundary>
      </Page>
    )
  },
)

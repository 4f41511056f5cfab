import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { memberList } from '#components/members/member-queries.ts'
import { MembersView } from '#components/members/members-view.tsx'
import { listGivable } from '#lib/members/list-givable.ts'
import { listMembers } from '#lib/members/list-members.ts'
import { memberQueryOf } from '#lib/members/schema.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Members' }

export default definePage<'member:list', { organization: string }>(
  { permission: 'member:list' },
  async (permit, { searchParams }) => {
    const query = memberQueryOf({
      get: (name) => {
        const value = searchParams[name]
        return typeof value === 'string' ? value : (value?.[0] ?? null)
      },
    })
    const [firstPage, givable] = await Promise.all([listMembers(permit, query), listGivable(permit)])
    const queries = new QueryClient()
    queries.setQueryData(memberList(permit.organization.slug, query).queryKey, {
      pages: [firstPage],
      pageParams: [null],
    })
    return (
      <Page crumbs={organizationCrumbs(permit, ['Members'])} barTitle="Members">
        <HydrationBoundary state={dehydrate(queries)}>
          <MembersView organizationName={permit.organization.name} givable={givable} />
        </HydrationBoundary>
      </Page>
    )
  },
)

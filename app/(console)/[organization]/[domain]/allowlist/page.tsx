import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { endpointList } from '#components/allowlist/allowlist-queries.ts'
import { AllowlistView } from '#components/allowlist/allowlist-view.tsx'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { roleMay } from '#lib/access/permissions.ts'
import { listEndpoints } from '#lib/allowlist/read-endpoints.ts'
import { definePage } from '#lib/server/define-page.ts'
import { listSecretAdmins } from '#lib/server/list-secret-admins.ts'

export const metadata: Metadata = { title: 'Allowlist' }

export default definePage({ permission: 'allowlist:list' }, async (permit, { params }) => {
  const [endpoints, admins] = await Promise.all([listEndpoints(permit), listSecretAdmins(permit)])
  const queries = new QueryClient()
  queries.setQueryData(endpointList(params).queryKey, endpoints)
  const { role } = permit.actor
  return (
    <Page crumbs={domainCrumbs(permit, ['Allowlist'])} barTitle="Allowlist">
      <HydrationBoundary state={dehydrate(queries)}>
        <AllowlistView
          domainName={permit.domain?.name ?? ''}
          mayEdit={permit.may('allowlist:edit')}
          mayEditPolicies={role !== null && roleMay(role, 'policy:edit', 'organization')}
          admins={admins}
        />
      </HydrationBoundary>
    </Page>
  )
})

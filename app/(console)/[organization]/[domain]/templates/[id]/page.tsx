import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { TemplatePage } from '#components/templates/template-page.tsx'
import { templateDetails } from '#components/templates/template-queries.ts'
import { definePage } from '#lib/server/define-page.ts'
import { hostApprovers } from '#lib/server/host-approvers.ts'
import { getTemplate } from '#lib/templates/read-templates.ts'

export const metadata: Metadata = { title: 'Template' }

type Params = { organization: string; domain: string; id: string }

export default definePage<'template:list', Params>({ permission: 'template:list' }, async (permit, { params }) => {
  const place = { organization: params.organization, domain: params.domain }
  const [template, approvers] = await Promise.all([getTemplate(permit, params.id), hostApprovers(permit)])
  const queries = new QueryClient()
  queries.setQueryData(templateDetails(place, params.id).queryKey, template)
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Templates', pagePath(place, 'templates')], [template.name])}
      barTitle="Templates"
    >
      <HydrationBoundary state={dehydrate(queries)}>
        <TemplatePage id={params.id} domainName={permit.domain?.name ?? ''} approvers={approvers} />
      </HydrationBoundary>
    </Page>
  )
})

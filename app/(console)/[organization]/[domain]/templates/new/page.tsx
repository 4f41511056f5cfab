import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { TemplateEditor } from '#components/templates/template-editor.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { hostApprovers } from '#lib/server/host-approvers.ts'

export const metadata: Metadata = { title: 'New template' }

export default definePage({ permission: 'template:list' }, async (permit, { params }) => {
  if (!permit.may('template:edit')) notFound()
  const approvers = await hostApprovers(permit)
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Templates', pagePath(params, 'templates')], ['New template'])}
      barTitle="Templates"
    >
      <TemplateEditor domainName={permit.domain?.name ?? ''} approvers={approvers} saved={null} />
    </Page>
  )
})

import type { Metadata } from 'next'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { WorkflowEditor } from '#components/workflows/workflow-editor.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { hostApprovers } from '#lib/server/host-approvers.ts'
import { panelRights } from '../panel-rights.ts'

export const metadata: Metadata = { title: 'New workflow' }

export default definePage({ permission: 'workflow:edit' }, async (permit, { params }) => {
  const [approvers, rights] = await Promise.all([hostApprovers(permit), panelRights(permit)])
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Workflows', pagePath(params, 'workflows')], ['New workflow'])}
      barTitle="New workflow"
    >
      <WorkflowEditor domainName={permit.domain?.name ?? ''} approvers={approvers} rights={rights} saved={null} />
    </Page>
  )
})

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pagePath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { RequestEditor } from '#components/integrations/request-editor.tsx'
import { getIntegration } from '#lib/integrations/read-integrations.ts'
import { definePage } from '#lib/server/define-page.ts'
import { hostApprovers } from '#lib/server/host-approvers.ts'

export const metadata: Metadata = { title: 'New request' }

type Params = { organization: string; domain: string; id: string }

export default definePage<'integration:list', Params>(
  { permission: 'integration:list' },
  async (permit, { params }) => {
    const { id, name, baseUrl, connection, isDisabled, references } = await getIntegration(permit, params.id)
    if (!permit.may('integration:edit')) notFound()
    const approvers = await hostApprovers(permit)
    const place = { organization: params.organization, domain: params.domain }
    return (
      <Page
        crumbs={domainCrumbs(
          permit,
          ['Integrations', pagePath(place, 'integrations')],
          [name, pagePath(place, 'integrations', id)],
          ['New request'],
        )}
        barTitle={name}
      >
        <RequestEditor
          integration={{ id, name, baseUrl, connection, isDisabled, references }}
          domainName={permit.domain?.name ?? ''}
          approvers={approvers}
          saved={null}
        />
      </Page>
    )
  },
)

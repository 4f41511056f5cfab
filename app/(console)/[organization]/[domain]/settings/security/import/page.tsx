import type { Metadata } from 'next'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { ImportPage } from '#components/imports/import-page.tsx'
import { listPath } from '#components/imports/import-paths.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Import secrets' }

export default definePage({ permission: 'secret:import' }, async (permit, { params }) => {
  const place = { organization: params.organization, domain: params.domain }
  const path = listPath(place)
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Domain Settings', path], ['Security', path], ['Import'])}
      barTitle="Import secrets"
    >
      <ImportPage place={place} placeName={permit.domain?.name ?? ''} />
    </Page>
  )
})

import type { Metadata } from 'next'
import { Page } from '#components/frame/page.tsx'
import { ImportPage } from '#components/imports/import-page.tsx'
import { listPath } from '#components/imports/import-paths.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Import secrets' }

export default definePage<'secret:import', { organization: string }>(
  { permission: 'secret:import' },
  async (permit, { params: { organization } }) => {
    const place = { organization }
    const { name } = permit.organization
    return (
      <Page
        crumbs={[
          { label: name, href: `/${encodeURIComponent(organization)}` },
          { label: 'Secrets', href: listPath(place) },
          { label: 'Import' },
        ]}
        barTitle="Import secrets"
      >
        <ImportPage place={place} placeName={name} />
      </Page>
    )
  },
)

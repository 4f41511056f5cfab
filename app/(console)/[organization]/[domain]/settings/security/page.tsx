import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { securityPath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { secretList } from '#components/secrets/secret-queries.ts'
import { secretRights } from '#components/secrets/secret-rights.ts'
import { SecretsSection } from '#components/secrets/secrets-section.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { Permit } from '#lib/access/permit.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { definePage } from '#lib/server/define-page.ts'
import { listSecretAdmins } from '#lib/server/list-secret-admins.ts'
import styles from './page.module.css'

export const metadata: Metadata = { title: 'Security' }

export default definePage({ permission: 'secret:list' }, async (permit, { params, searchParams }) => {
  const domainName = permit.domain?.name ?? ''
  const q = typeof searchParams.q === 'string' ? searchParams.q.trim() : ''
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Domain Settings', securityPath(params)], ['Security'])}
      barTitle="Domain Settings"
    >
      <PageHeading title="Domain Settings" isInBar />
      <LinkTabs label="Domain Settings" tabs={[{ href: securityPath(params), label: 'Security', isCurrent: true }]} />
      {permit.may('token:list') && (
        <Section title="API Tokens" id="api-tokens">
          <Panel>
            <p className={styles.none}>{domainName} has no API tokens.</p>
          </Panel>
        </Section>
      )}
      <Suspense
        fallback={
          <Section title="Secrets" id="secrets">
            <SkeletonRows label="Loading secrets" />
          </Section>
        }
      >
        <Secrets permit={permit} q={q} />
      </Suspense>
    </Page>
  )
})

async function Secrets({ permit, q }: { permit: Permit<'secret:list'>; q: string }) {
  const place = { organization: permit.organization.slug, domain: permit.domain?.slug ?? '' }
  const queries = new QueryClient()
  const [firstPage, admins] = await Promise.all([listSecrets(permit, { q }), listSecretAdmins(permit)])
  queries.setQueryData(secretList(place, q).queryKey, { pages: [firstPage], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SecretsSection domainName={permit.domain?.name ?? ''} admins={admins} rights={secretRights(permit)} />
    </HydrationBoundary>
  )
}

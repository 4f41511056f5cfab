import type { Metadata } from 'next'
import { Suspense } from 'react'
import { securityPath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { StopSwitch } from '#components/stops/stop-switch.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Section } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { countSenders } from '#lib/stops/count-senders.ts'
import { LoadedSecrets } from '../../../secrets/loaded-secrets.tsx'
import { LoadedTokens } from '../../../tokens/loaded-tokens.tsx'
import styles from './page.module.css'

export const metadata: Metadata = { title: 'Security' }

export default definePage({ permission: 'secret:list' }, async (permit, { params, searchParams }) => {
  const domainName = permit.domain?.name ?? ''
  const senders = permit.may('sends:stop') ? await countSenders(permit) : null
  return (
    <Page
      crumbs={domainCrumbs(permit, ['Domain Settings', securityPath(params)], ['Security'])}
      barTitle="Domain Settings"
    >
      <PageHeading
        title="Domain Settings"
        isInBar
        actions={senders && <StopSwitch place={params} name={domainName} senders={senders} />}
      />
      <LinkTabs label="Domain Settings" tabs={[{ href: securityPath(params), label: 'Security', isCurrent: true }]} />
      <Suspense
        fallback={
          permit.may('token:list') && (
            <Section title="API Tokens" id="api-tokens">
              <SkeletonRows label="Loading API tokens" />
            </Section>
          )
        }
      >
        <LoadedTokens permit={permit} />
      </Suspense>
      <Suspense
        fallback={
          <Section title="Secrets" id="secrets">
            <div className={styles.above} />
            <SkeletonRows label="Loading secrets" />
          </Section>
        }
      >
        <LoadedSecrets permit={permit} searchParams={searchParams} />
      </Suspense>
    </Page>
  )
})

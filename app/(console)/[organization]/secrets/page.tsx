import type { Metadata } from 'next'
import { Suspense } from 'react'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { LoadedSecrets } from './loaded-secrets.tsx'
import styles from './page.module.css'

export const metadata: Metadata = { title: 'Secrets' }

export default definePage<'secret:list', { organization: string }>(
  { permission: 'secret:list' },
  async (permit, { searchParams }) => (
    <Page crumbs={organizationCrumbs(permit, ['Secrets'])} barTitle="Secrets">
      <Suspense
        fallback={
          <>
            <PageHeading title="Secrets" isInBar />
            <div className={styles.above} />
            <SkeletonRows label="Loading secrets" />
          </>
        }
      >
        <LoadedSecrets permit={permit} searchParams={searchParams} />
      </Suspense>
    </Page>
  ),
)

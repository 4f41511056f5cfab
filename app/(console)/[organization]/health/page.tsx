import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { HealthView } from '#components/health/health-view.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { Permit } from '#lib/access/permit.ts'
import { reachedDomains } from '#lib/health/reached-domains.ts'
import { readHealth } from '#lib/health/read-health.ts'
import { definePage } from '#lib/server/define-page.ts'

export const metadata: Metadata = { title: 'Health' }

export default definePage<'health:view', { organization: string }>(
  { permission: 'health:view' },
  async (permit, { searchParams }) => {
    const slug = typeof searchParams.domain === 'string' ? searchParams.domain : null
    return (
      <Page crumbs={organizationCrumbs(permit, ['Health'])} barTitle="Health">
        <Suspense
          key={slug}
          fallback={
            <>
              <PageHeading title="Health" isInBar />
              <SkeletonRows label="Checking" />
            </>
          }
        >
          <Checked permit={permit} slug={slug} />
        </Suspense>
      </Page>
    )
  },
)

async function Checked({ permit, slug }: { permit: Permit<'health:view'>; slug: string | null }) {
  const domains = await reachedDomains(permit)
  const chosen = slug === null ? undefined : domains.find((domain) => domain.slug === slug)
  if (slug !== null && !chosen) notFound()
  const report = await readHealth(permit, chosen?.id)
  return <HealthView report={report} domains={domains} chosen={chosen?.slug ?? null} place={permit.organization} />
}

import type { Metadata } from 'next'
import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { PolicyForm } from '#components/settings/policy-form.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { readPolicies } from '#lib/settings/read-policies.ts'

export const metadata: Metadata = { title: 'Settings' }

export default definePage<'policy:edit', { organization: string }>({ permission: 'policy:edit' }, async (permit) => {
  const { slug, name } = permit.organization
  const state = await readPolicies(permit)
  return (
    <Page crumbs={organizationCrumbs(permit, ['Settings'])} barTitle="Settings">
      <PageHeading
        title="Settings"
        isInBar
        below={
          <p>
            Looking for secrets? <Link href={pagePath({ organization: slug }, 'secrets')}>Integrations › Secrets</Link>
          </p>
        }
      />
      <PolicyForm state={state} organizationName={name} zones={timeZones(state.timeZone)} />
    </Page>
  )
})

/** Every time zone that this platform knows, with UTC, and with the one that is set. */
const timeZones = (current: string): string[] =>
  [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].toSorted()

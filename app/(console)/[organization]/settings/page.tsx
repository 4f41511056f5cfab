import type { Metadata } from 'next'
import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { organizationCrumbs } from '#components/frame/organization-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { PolicyForm } from '#components/settings/policy-form.tsx'
import { StopSection } from '#components/stops/stop-section.tsx'
import { acceptedIssuers } from '#lib/core/accepted-issuers.ts'
import { definePage } from '#lib/server/define-page.ts'
import { listJoinable } from '#lib/settings/list-joinable.ts'
import { readPolicies } from '#lib/settings/read-policies.ts'
import { countSenders } from '#lib/stops/count-senders.ts'
import { LoadedTokens } from '../tokens/loaded-tokens.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default definePage<'policy:view', { organization: string }>({ permission: 'policy:view' }, async (permit) => {
  const { slug, name } = permit.organization
  const issuers = acceptedIssuers()
  const [state, senders, domains] = await Promise.all([
    readPolicies(permit, issuers),
    countSenders(permit),
    listJoinable(permit),
  ])
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
      <PolicyForm
        state={state}
        organizationName={name}
        zones={timeZones(state.timeZone)}
        domains={domains}
        hasProvider={issuers.length > 0}
      />
      <LoadedTokens permit={permit} />
      {permit.may('sends:stop') && <StopSection organization={slug} name={name} senders={senders} />}
    </Page>
  )
})

/** Every time zone that this platform knows, with UTC, and with the one that is set. */
const timeZones = (current: string): string[] =>
  [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].toSorted()

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { securityPath } from '#components/data/paths.ts'
import { domainCrumbs } from '#components/frame/domain-crumbs.ts'
import { Page } from '#components/frame/page.tsx'
import { secretDetails } from '#components/secrets/secret-queries.ts'
import { secretRights } from '#components/secrets/secret-rights.ts'
import { SecretView } from '#components/secrets/secret-view.tsx'
import { consumers } from '#lib/consumers/consumers.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { definePage } from '#lib/server/define-page.ts'
import { listSecretAdmins } from '#lib/server/list-secret-admins.ts'

// Not the alias: a tab's title and the browser's history are read by more people than this page.
export const metadata: Metadata = { title: 'Secret' }

type Params = { organization: string; domain: string; id: string }

export default definePage<'secret:list', Params>(
  { permission: 'secret:list' },
  async (permit, { params, searchParams }) => {
    const place = { organization: params.organization, domain: params.domain }
    const [secret, admins] = await Promise.all([getSecret(permit, params.id, consumers), listSecretAdmins(permit)])
    const rights = secretRights(permit)
    const tab = searchParams.tab === 'changes' && rights.maySeeHistory ? 'changes' : 'details'
    const queries = new QueryClient()
    queries.setQueryData(secretDetails(place, params.id).queryKey, secret)
    const path = securityPath(place)
    return (
      <Page
        crumbs={domainCrumbs(permit, ['Domain Settings', path], ['Security', path], [secret.name])}
        barTitle="Security"
      >
        <HydrationBoundary state={dehydrate(queries)}>
          <SecretView id={params.id} rights={rights} admins={admins} tab={tab} />
        </HydrationBoundary>
      </Page>
    )
  },
)

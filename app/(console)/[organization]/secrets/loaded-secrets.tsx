import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { queryOfAddress } from '#components/secrets/secret-address.ts'
import { type CountsQuery, secretCounts, secretList } from '#components/secrets/secret-queries.ts'
import { secretRights } from '#components/secrets/secret-rights.ts'
import { SecretsSection } from '#components/secrets/secrets-section.tsx'
import type { Permit } from '#lib/access/permit.ts'
import { countSecrets } from '#lib/secrets/count-secrets.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { listSecretAdmins } from '#lib/server/list-secret-admins.ts'

type LoadedSecretsProps = {
  permit: Permit<'secret:list'>
  searchParams: Record<string, string | string[] | undefined>
}

/** The secrets of the permit's place, with the first page that the address asks for and the numbers on its filters. */
export async function LoadedSecrets({ permit, searchParams }: LoadedSecretsProps) {
  const { organization, domain } = permit
  const place: SecretPlace = domain
    ? { organization: organization.slug, domain: domain.slug }
    : { organization: organization.slug }
  const query = queryOfAddress({ get: (name) => textOf(searchParams[name]) }, place)
  const all = { q: '', type: null, purpose: null }
  // The organization's tabs have numbers of their own, of all that stand under them.
  const counted: CountsQuery[] = domain
    ? [query]
    : [query, all, { ...all, purpose: 'integration' }, { ...all, purpose: 'webhook' }]
  const queries = new QueryClient()
  const [firstPage, admins, ...counts] = await Promise.all([
    listSecrets(permit, query),
    listSecretAdmins(permit),
    ...counted.map((each) => countSecrets(permit, { ...query, ...each })),
  ])
  queries.setQueryData(secretList(place, query).queryKey, { pages: [firstPage], pageParams: [null] })
  counts.forEach((count, index) => {
    queries.setQueryData(secretCounts(place, counted[index] ?? query).queryKey, count)
  })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SecretsSection rights={secretRights(permit)} admins={admins} />
    </HydrationBoundary>
  )
}

const textOf = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { IntegrationDetails, IntegrationPage, IntegrationRequestDetails } from '#lib/integrations/schema.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'

/** Everything that is known of a domain's integrations: what a change of one makes stale. */
export const integrationsKey = ({ organization, domain }: DomainPlace) =>
  ['integrations', organization, domain] as const

/** The domain's integrations that have `q` in their name or base URL, a page at a time. */
export const integrationList = (place: DomainPlace, q = '') =>
  infiniteQueryOptions({
    queryKey: [...integrationsKey(place), 'list', q] as const,
    queryFn: ({ pageParam, signal }): Promise<IntegrationPage> => {
      const query = new URLSearchParams({ ...(q && { q }), ...(pageParam && { cursor: pageParam }) })
      return getJson(`${apiPath(place, 'integrations')}?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** One integration with its requests. */
export const integrationDetails = (place: DomainPlace, id: string) =>
  queryOptions({
    queryKey: [...integrationsKey(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<IntegrationDetails> => getJson(apiPath(place, 'integrations', id), signal),
  })

/** One request as it is saved, and how the secrets that it names stand. */
export const requestDetails = (place: DomainPlace, integrationId: string, id: string) =>
  queryOptions({
    queryKey: [...integrationsKey(place), 'request', id] as const,
    queryFn: ({ signal }): Promise<IntegrationRequestDetails> =>
      getJson(apiPath(place, 'integrations', integrationId, 'requests', id), signal),
  })

/** The last exchange of a request on this page: redacted, and forgotten with the page. */
export const exchangeKey = (place: DomainPlace, id: string) => [...integrationsKey(place), 'exchange', id] as const

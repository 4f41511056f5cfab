import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { EndpointDetails, EndpointList } from '#lib/allowlist/schema.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'

/** Everything that is known of a domain's allowlist: what a change of an endpoint makes stale. */
export const allowlistKey = ({ organization, domain }: DomainPlace) => ['allowlist', organization, domain] as const

/** The endpoints of a domain, all of them. */
export const endpointList = (place: DomainPlace) =>
  queryOptions({
    queryKey: [...allowlistKey(place), 'list'] as const,
    queryFn: ({ signal }): Promise<EndpointList> => getJson(apiPath(place, 'allowlist'), signal),
  })

/** One endpoint, and how its key stands. */
export const endpointDetails = (place: DomainPlace, id: string) =>
  queryOptions({
    queryKey: [...allowlistKey(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<EndpointDetails> => getJson(apiPath(place, 'allowlist', id), signal),
  })

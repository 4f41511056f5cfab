import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { DomainDetails, DomainList } from '#lib/domains/schema.ts'

/** Everything that is known of an organization's domains: what a change of one makes stale. */
export const domainsKey = (organization: string) => ['domains', organization] as const

/** The domains of an organization, archived ones too. */
export const domainList = (organization: string) =>
  queryOptions({
    queryKey: [...domainsKey(organization), 'list'] as const,
    queryFn: ({ signal }): Promise<DomainList> => getJson(apiPath({ organization }, 'domains'), signal),
  })

/** One domain, and what is in it that acts. */
export const domainDetails = (organization: string, id: string) =>
  queryOptions({
    queryKey: [...domainsKey(organization), 'details', id] as const,
    queryFn: ({ signal }): Promise<DomainDetails> => getJson(apiPath({ organization }, 'domains', id), signal),
  })

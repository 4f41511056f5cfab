import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { RequestChoices } from '#lib/integrations/schema.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import type { TemplateDetails, TemplatePage } from '#lib/templates/schema.ts'

/** Everything that is known of a domain's templates: what a change of one makes stale. */
export const templatesKey = ({ organization, domain }: DomainPlace) => ['templates', organization, domain] as const

/** The domain's templates that a search finds, a page at a time. */
export const templateList = (place: DomainPlace, q: string) =>
  infiniteQueryOptions({
    queryKey: [...templatesKey(place), 'list', q] as const,
    queryFn: ({ pageParam, signal }): Promise<TemplatePage> => {
      const query = new URLSearchParams({ ...(q !== '' && { q }), ...(pageParam && { cursor: pageParam }) })
      return getJson(`${apiPath(place, 'templates')}?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** One template as it is saved, and how the secrets that it names stand. */
export const templateDetails = (place: DomainPlace, id: string) =>
  queryOptions({
    queryKey: [...templatesKey(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<TemplateDetails> => getJson(apiPath(place, 'templates', id), signal),
  })

/** Requests to send a template through, by the names of integration and request. */
export const requestChoices = (place: DomainPlace, q: string) =>
  queryOptions({
    queryKey: [...templatesKey(place), 'requests', q] as const,
    queryFn: ({ signal }): Promise<RequestChoices> =>
      getJson(`${apiPath(place, 'integrations', 'choices')}?${new URLSearchParams({ q })}`, signal),
    staleTime: 0,
  })

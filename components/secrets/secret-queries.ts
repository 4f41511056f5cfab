import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { ChangeLogPage } from '#lib/changelog/schema.ts'
import type { DomainPlace, SecretDetails, SecretPage } from '#lib/secrets/schema.ts'

const root = ({ organization, domain }: DomainPlace) => ['secrets', organization, domain] as const

/** Everything that is known of a domain's secrets: what a change of one makes stale. */
export const secretsKey = root

/** The domain's secrets whose name has `q` in it, a page at a time. */
export const secretList = (place: DomainPlace, q: string) =>
  infiniteQueryOptions({
    queryKey: [...root(place), 'list', q] as const,
    queryFn: ({ pageParam, signal }): Promise<SecretPage> => {
      const query = new URLSearchParams({ ...(q && { q }), ...(pageParam && { cursor: pageParam }) })
      return getJson(`${apiPath(place, 'secrets')}?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** One secret: never its value. */
export const secretDetails = (place: DomainPlace, id: string) =>
  queryOptions({
    queryKey: [...root(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<SecretDetails> => getJson(apiPath(place, 'secrets', id), signal),
  })

/** A secret's change log, newest first, a page at a time. */
export const secretChanges = (place: DomainPlace, id: string) =>
  infiniteQueryOptions({
    queryKey: [...root(place), 'changes', id] as const,
    queryFn: ({ pageParam, signal }): Promise<ChangeLogPage> => {
      const query = new URLSearchParams({ ...(pageParam && { cursor: pageParam }) })
      return getJson(`${apiPath(place, 'secrets', id, 'changes')}?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type {
  Captures,
  RenamePreview,
  SecretCounts,
  SecretDetails,
  SecretPage,
  SecretPlace,
  SecretQuery,
} from '#lib/secrets/schema.ts'
import { addressOfQuery } from './secret-address.ts'

const root = ({ organization, domain }: SecretPlace) => ['secrets', organization, domain ?? null] as const

/** Everything that is known of a place's secrets: what a change of one makes stale. */
export const secretsKey = root

/** A GET route with what is asked of it; what is empty goes without saying. */
function withQuery(path: string, asked: Record<string, string | null>): string {
  const query = new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => !!pair[1]))
  return query.size > 0 ? `${path}?${query}` : path
}

/** The place's secrets that a query finds, a page at a time. */
export const secretList = (place: SecretPlace, query: SecretQuery) =>
  infiniteQueryOptions({
    queryKey: [...root(place), 'list', query] as const,
    queryFn: ({ pageParam, signal }): Promise<SecretPage> =>
      getJson(withQuery(apiPath(place, 'secrets'), { ...addressOfQuery(query), cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** What of a query the numbers on the filters depend on. */
export type CountsQuery = Pick<SecretQuery, 'q' | 'type' | 'purpose'>

/** How many secrets stand under each filter of a query. */
export const secretCounts = (place: SecretPlace, { q, type, purpose }: CountsQuery) =>
  queryOptions({
    queryKey: [...root(place), 'counts', { q, type, purpose }] as const,
    queryFn: ({ signal }): Promise<SecretCounts> =>
      getJson(withQuery(apiPath(place, 'secrets', 'counts'), { q, type, purpose }), signal),
  })

/** One secret: never its value. */
export const secretDetails = (place: SecretPlace, id: string) =>
  queryOptions({
    queryKey: [...root(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<SecretDetails> => getJson(apiPath(place, 'secrets', id), signal),
  })

/** The requests of a domain that would use another secret if one of this alias were there, or gone. */
export const captures = (place: SecretPlace, name: string) =>
  queryOptions({
    queryKey: [...root(place), 'captures', name.toLowerCase()] as const,
    queryFn: ({ signal }): Promise<Captures> =>
      getJson(withQuery(apiPath(place, 'secrets', 'captures'), { name }), signal),
  })

/** What a rename of an organization's secret would do. */
export const renamePreview = (place: SecretPlace, id: string, name: string) =>
  queryOptions({
    queryKey: [...root(place), 'rename', id, name] as const,
    queryFn: ({ signal }): Promise<RenamePreview> =>
      getJson(withQuery(apiPath(place, 'secrets', id, 'rename'), { name }), signal),
  })

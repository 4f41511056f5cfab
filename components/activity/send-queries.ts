import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import type { SendPage, SendQuery } from '#lib/usages/schema.ts'

const recentlySent = 5
/** Sends come without a change that would make the list stale. */
const neverFresh = { staleTime: 0 }

function addressOf(place: SecretPlace, asked: Record<string, string | null>): string {
  const pairs = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== null)
  return `${apiPath(place, 'sends')}?${new URLSearchParams(pairs)}`
}

/** The sends that a query finds, newest first, a page at a time. */
export const sendList = (place: SecretPlace, query: SendQuery) =>
  infiniteQueryOptions({
    queryKey: ['sends', place.organization, place.domain ?? null, 'list', query] as const,
    queryFn: ({ pageParam, signal }): Promise<SendPage> =>
      getJson(addressOf(place, { ...query, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...neverFresh,
  })

/** The last sends of one secret. */
export const recentSends = (place: SecretPlace, secret: string) =>
  queryOptions({
    queryKey: ['sends', place.organization, place.domain ?? null, 'recent', secret] as const,
    queryFn: ({ signal }): Promise<SendPage> =>
      getJson(addressOf(place, { secret, take: String(recentlySent) }), signal),
    ...neverFresh,
  })

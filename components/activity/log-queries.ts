import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { ChangeLogFacets, ChangeLogPage, ChangeLogQuery, LogFormat } from '#lib/changelog/schema.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'

/** Which log is shown: the organization's, or that of one secret. */
export type LogSource = { organization: string } | { place: SecretPlace; secretId: string }

const pathOf = (source: LogSource, ...rest: string[]): string =>
  'place' in source
    ? apiPath(source.place, 'secrets', source.secretId, 'changes', ...rest)
    : apiPath({ organization: source.organization }, 'activity', ...rest)

/** Under the place's secrets, so that a change of one makes its log stale too. */
const keyOf = (source: LogSource) =>
  'place' in source
    ? (['secrets', source.place.organization, source.place.domain ?? null, 'changes', source.secretId] as const)
    : (['activity', source.organization] as const)

/** A query as an address has it; what is as it is without one is left out. */
export const addressOfLog = (query: ChangeLogQuery): Record<keyof ChangeLogQuery, string | null> => ({
  ...query,
  q: query.q || null,
  kind: query.kind === 'all' ? null : query.kind,
})

function search(query: ChangeLogQuery, more: Record<string, string | null> = {}): string {
  const pairs = Object.entries({ ...addressOfLog(query), ...more })
  return new URLSearchParams(pairs.filter((pair): pair is [string, string] => pair[1] !== null)).toString()
}

/** The entries that a query finds, newest first, a page at a time. */
export const logEntries = (source: LogSource, query: ChangeLogQuery) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(source), 'list', query] as const,
    queryFn: ({ pageParam, signal }): Promise<ChangeLogPage> =>
      getJson(`${pathOf(source)}?${search(query, { cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** How many entries stand under each kind, and who acted. */
export const logFacets = (source: LogSource, query: ChangeLogQuery) =>
  queryOptions({
    // The numbers stand under every kind: the chosen one is none of their conditions.
    queryKey: [...keyOf(source), 'facets', { ...query, kind: 'all' }] as const,
    queryFn: ({ signal }): Promise<ChangeLogFacets> =>
      getJson(`${pathOf(source, 'facets')}?${search({ ...query, kind: 'all' })}`, signal),
  })

/** Where what is filtered can be had as a file. */
export const logFile = (source: LogSource, query: ChangeLogQuery, format: LogFormat): string =>
  `${pathOf(source, 'export')}?${search(query, { format })}`

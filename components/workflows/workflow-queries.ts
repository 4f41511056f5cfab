import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import type {
  RunDetails,
  RunEvent,
  RunExchange,
  RunPage,
  RunState,
  WorkflowDetails,
  WorkflowPage,
} from '#lib/workflows/schema.ts'

/** Everything that is known of a domain's workflows: what a change of one makes stale. */
export const workflowsKey = ({ organization, domain }: DomainPlace) => ['workflows', organization, domain] as const

const asked = (path: string, query: Record<string, string | null>) => {
  const params = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]))
  return params.size > 0 ? `${path}?${params}` : path
}

/** The domain's workflows that a search finds, a page at a time. */
export const workflowList = (place: DomainPlace, q: string) =>
  infiniteQueryOptions({
    queryKey: [...workflowsKey(place), 'list', q] as const,
    queryFn: ({ pageParam, signal }): Promise<WorkflowPage> =>
      getJson(asked(apiPath(place, 'workflows'), { q, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** One workflow as it is saved, and how the secrets that it names stand. */
export const workflowDetails = (place: DomainPlace, id: string) =>
  queryOptions({
    queryKey: [...workflowsKey(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<WorkflowDetails> => getJson(apiPath(place, 'workflows', id), signal),
  })

export const runsKey = (place: DomainPlace, id: string) => [...workflowsKey(place), 'runs', id] as const

/** A workflow's runs, newest first, a page at a time; `state` null: all of them. */
export const runList = (place: DomainPlace, id: string, state: RunState | null) =>
  infiniteQueryOptions({
    queryKey: [...runsKey(place, id), 'list', state] as const,
    queryFn: ({ pageParam, signal }): Promise<RunPage> =>
      getJson(asked(apiPath(place, 'workflows', id, 'runs'), { state, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** One run with what its steps sent and got, redacted. */
export const runDetails = (place: DomainPlace, id: string, runId: string) =>
  queryOptions({
    queryKey: [...runsKey(place, id), 'run', runId] as const,
    queryFn: ({ signal }): Promise<RunDetails> => getJson(apiPath(place, 'workflows', id, 'runs', runId), signal),
  })

/** What a step of a run sent and got. It changes no more. */
export const runExchange = (place: DomainPlace, id: string, runId: string, position: number) =>
  queryOptions({
    queryKey: [...runsKey(place, id), 'run', runId, 'steps', position] as const,
    queryFn: ({ signal }): Promise<RunExchange> =>
      getJson(apiPath(place, 'workflows', id, 'runs', runId, 'steps', String(position)), signal),
    gcTime: 60_000,
  })

/** What came into a run. */
export const runEvent = (place: DomainPlace, id: string, runId: string) =>
  queryOptions({
    queryKey: [...runsKey(place, id), 'run', runId, 'event'] as const,
    queryFn: ({ signal }): Promise<RunEvent> =>
      getJson(apiPath(place, 'workflows', id, 'runs', runId, 'event'), signal),
    gcTime: 60_000,
  })

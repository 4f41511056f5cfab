import { QueryClient } from '@tanstack/react-query'
import { RequestFailed } from './get-json.ts'

/** A cache for lists. Only what may not be known is asked again; a refusal is an answer. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && !(error instanceof RequestFailed && error.status < 500),
      },
      // What a change carried, a secret's value among it, is forgotten as soon as nobody looks at it.
      mutations: { gcTime: 0, retry: false },
    },
  })
}

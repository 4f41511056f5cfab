import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import type { SecretChoices } from '#lib/choices/schema.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'

export type ChoiceQuery = { q: string; purpose: 'integration' | 'webhook'; host: string | null }

/** What can be named in a text of the domain: stale with every change of its secrets. */
export const secretChoices = (place: DomainPlace, { q, purpose, host }: ChoiceQuery) =>
  queryOptions({
    queryKey: [...secretsKey(place), 'choices', { q, purpose, host }] as const,
    queryFn: ({ signal }): Promise<SecretChoices> => {
      const query = new URLSearchParams({ purpose, ...(q !== '' && { q }), ...(host !== null && { host }) })
      return getJson(`${apiPath(place, 'secret-choices')}?${query}`, signal)
    },
    placeholderData: keepPreviousData,
  })

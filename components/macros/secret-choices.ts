import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import type { SecretChoices } from '#lib/choices/schema.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'

type Asked = { q: string; purpose: 'integration' | 'webhook'; host: string | null }

/** The secrets that a text of the domain can name. */
export const secretChoices = (place: DomainPlace, { q, purpose, host }: Asked) =>
  queryOptions({
    queryKey: [...secretsKey(place), 'choices', { q, purpose, host }] as const,
    queryFn: ({ signal }): Promise<SecretChoices> => {
      const query = new URLSearchParams({ q, purpose, ...(host !== null && { host }) })
      return getJson(`${apiPath(place, 'secret-choices')}?${query}`, signal)
    },
  })

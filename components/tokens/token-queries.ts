import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import type { TokenList } from '#lib/tokens/schema.ts'

/** The API tokens of a domain, or of the organization. Never a token's text: that is in the answer that made it alone. */
export const tokenList = (place: SecretPlace) =>
  queryOptions({
    queryKey: ['tokens', place.organization, place.domain ?? null] as const,
    queryFn: ({ signal }): Promise<TokenList> => getJson(apiPath(place, 'tokens'), signal),
  })

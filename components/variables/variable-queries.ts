import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import type { VariableDetails, VariableList } from '#lib/variables/schema.ts'

/** Everything that is known of a domain's variables: what a change of one makes stale. */
export const variablesKey = ({ organization, domain }: DomainPlace) => ['variables', organization, domain] as const

/** The domain's variables, by name. */
export const variableList = (place: DomainPlace) =>
  queryOptions({
    queryKey: [...variablesKey(place), 'list'] as const,
    queryFn: ({ signal }): Promise<VariableList> => getJson(apiPath(place, 'variables'), signal),
  })

/** One variable, and the texts that name it. */
export const variableDetails = (place: DomainPlace, id: string) =>
  queryOptions({
    queryKey: [...variablesKey(place), 'details', id] as const,
    queryFn: ({ signal }): Promise<VariableDetails> => getJson(apiPath(place, 'variables', id), signal),
  })

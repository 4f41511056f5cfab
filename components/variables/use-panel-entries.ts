'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretList } from '#components/secrets/secret-queries.ts'
import type { SecretQuery } from '#lib/secrets/schema.ts'
import { type PanelEntry, secretsInReach, variablesFound } from './panel-entries.ts'
import { variableList } from './variable-queries.ts'

/** What the panel asks of the lists of secrets. */
export const panelSecrets = (q: string): SecretQuery => ({
  q,
  status: 'all',
  type: null,
  purpose: null,
  sort: 'name',
  direction: 'asc',
})

/** The domain's variables, its secrets and those of the organization, that a search finds. */
export function usePanelEntries(q: string) {
  const place = useDomainPlace()
  const { organization } = place
  const variables = useQuery(variableList(place))
  const ofDomain = useInfiniteQuery({ ...secretList(place, panelSecrets(q)), placeholderData: keepPreviousData })
  const ofOrganization = useInfiniteQuery({
    ...secretList({ organization }, panelSecrets(q)),
    placeholderData: keepPreviousData,
  })
  const own = ofDomain.data?.pages.flatMap(({ items }) => items) ?? []
  const shared = secretsInReach(own, ofOrganization.data?.pages.flatMap(({ items }) => items) ?? [])
  const entries: PanelEntry[] = [
    ...variablesFound(variables.data?.items ?? [], q).map((variable) => ({ kind: 'variable' as const, variable })),
    ...own.map((secret) => ({ kind: 'secret' as const, secret, place })),
    ...shared.map((secret) => ({ kind: 'secret' as const, secret, place: { organization } })),
  ]
  const lists = [variables, ofDomain, ofOrganization]
  const paged = [ofDomain, ofOrganization]
  return {
    entries,
    isLoading: lists.some(({ isPending }) => isPending),
    error: lists.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const list of lists) void list.refetch()
    },
    hasMore: paged.some(({ hasNextPage }) => hasNextPage),
    isLoadingMore: paged.some(({ isFetchingNextPage }) => isFetchingNextPage),
    loadMore: () => {
      for (const list of paged) if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
    },
  }
}

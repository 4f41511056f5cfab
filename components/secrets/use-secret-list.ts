'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import type { SecretQuery } from '#lib/secrets/schema.ts'
import { secretCounts, secretList } from './secret-queries.ts'

/** The secrets that a query finds, as far as they are loaded, and how many there are under each filter. */
export function useSecretList(query: SecretQuery) {
  const place = usePlace()
  const list = useInfiniteQuery({ ...secretList(place, query), placeholderData: keepPreviousData })
  const counted = useQuery({ ...secretCounts(place, query), placeholderData: keepPreviousData })
  const { data, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const secrets = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const isSettled = data !== undefined && !isPlaceholderData
  const counts = counted.data
  const isPristine = query.q === '' && query.status === 'all' && query.type === null
  return {
    secrets,
    counts,
    error: list.error,
    isLoading: list.isPending,
    /** What is shown is of the query before; the answer is on its way. */
    isStale: isPlaceholderData,
    isSettled,
    /** Nothing that this query finds. */
    isEmpty: isSettled && secrets.length === 0,
    /** Nothing at all in this place, not even under "Archived". */
    isBare: isSettled && secrets.length === 0 && isPristine && query.purpose === null && (counts?.archived ?? 0) === 0,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    retry: () => void list.refetch(),
  }
}

export type SecretList = ReturnType<typeof useSecretList>

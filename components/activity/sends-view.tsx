'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import styles from './log-view.module.css'
import { SearchFoot } from './search-foot.tsx'
import { sendList } from './send-queries.ts'
import { SendsFilters } from './sends-filters.tsx'
import { SendsTable } from './sends-table.tsx'
import { useSendQuery } from './use-send-query.ts'

/** The sends of all domains that somebody administers, newest first: who sent what where, and what came of it. */
export function SendsView() {
  const { organization } = useFrame()
  const { query, show } = useSendQuery()
  const list = useInfiniteQuery({
    ...sendList({ organization: organization.slug }, query),
    placeholderData: keepPreviousData,
  })
  const sends = list.data?.pages.flatMap((page) => page.items) ?? []
  const last = list.data?.pages.at(-1)
  const searchedTo = last?.searchedTo ?? null
  const isAsked = Object.values(query).some((asked) => asked !== null)
  return (
    <>
      <SendsFilters query={query} onShow={show} secretName={last?.secret?.name ?? null} />
      {list.isError ? (
        <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <SkeletonRows rows={6} label="Loading sends" />
      ) : sends.length === 0 && !isAsked ? (
        <EmptyState icon={Send} level={2} title="Nothing has been sent yet">
          Whatever is sent with a secret is written down before it leaves: by whom, where to, and what came of it. Kept
          for 90 days.
        </EmptyState>
      ) : (
        <Panel>
          {sends.length === 0 ? (
            <div className={styles.none}>
              <p>{searchedTo ? 'No send so far matches these filters.' : 'No send matches these filters.'}</p>
              <Button size="small" onClick={() => show({ result: null, secret: null, domain: null })}>
                Clear filters
              </Button>
            </div>
          ) : (
            <SendsTable sends={sends} isBusy={list.isPlaceholderData} />
          )}
          {list.hasNextPage && (
            <SearchFoot
              shown={sends.length}
              what="sends"
              searchedTo={searchedTo}
              isBusy={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          )}
        </Panel>
      )}
      <p className="sr-only" role="status">
        {isAsked && list.isSuccess && !list.isPlaceholderData
          ? `${sends.length}${list.hasNextPage ? ' or more' : ''} sends found`
          : ''}
      </p>
    </>
  )
}

'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Download, ScrollText, ShieldCheck } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useDownload } from '#components/data/use-download.ts'
import { useSearchKey } from '#components/data/use-search-key.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { ChangeLogQuery } from '#lib/changelog/schema.ts'
import { LogDays } from './log-days.tsx'
import { LogFilters } from './log-filters.tsx'
import { type LogSource, logEntries, logFacets, logFile } from './log-queries.ts'
import { LogVerdict } from './log-verdict.tsx'
import styles from './log-view.module.css'
import { SearchFoot } from './search-foot.tsx'
import { useLogCheck } from './use-log-check.ts'
import { useLogQuery } from './use-log-query.ts'

const nothingAsked: Omit<ChangeLogQuery, 'kind' | 'q'> = {
  actor: null,
  group: null,
  from: null,
  to: null,
  subject: null,
  domain: null,
}

type LogViewProps = {
  source: LogSource
  /** Of a page that is nothing but the log. */
  title?: string
  /** What else that page has, side by side. */
  tabs?: ReactNode
}

/** A log, day by day, newest first: search, filters, files, and whether it is whole. The same for one secret and for all. */
export function LogView({ source, title, tabs }: LogViewProps) {
  const { organization } = useFrame()
  const isOwnLog = 'place' in source
  const { query, typed, setTyped, show } = useLogQuery()
  const download = useDownload()
  const check = useLogCheck(organization.slug)
  const search = useRef<HTMLInputElement>(null)
  useSearchKey(search)

  const list = useInfiniteQuery({ ...logEntries(source, query), placeholderData: keepPreviousData })
  const { data: facets } = useQuery({ ...logFacets(source, query), placeholderData: keepPreviousData })
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  const searchedTo = list.data?.pages.at(-1)?.searchedTo ?? null
  const isNarrowed =
    query.kind !== 'all' || Object.entries(nothingAsked).some(([name]) => query[name as 'actor'] !== null)
  const isAsked = query.q !== '' || isNarrowed
  const isSettled = list.isSuccess && !list.isPlaceholderData
  const subjectName = entries.find((entry) => entry.subjectId === query.subject)?.subjectName ?? null
  const clear = () => show({ ...nothingAsked, q: '', kind: 'all' })
  const tools = (
    <>
      <Menu trigger={<Button icon={Download}>Export</Button>}>
        <MenuItem icon={Download} onClick={() => void download(logFile(source, query, 'csv'))}>
          CSV, for a spreadsheet
        </MenuItem>
        <MenuItem icon={Download} onClick={() => void download(logFile(source, query, 'jsonl'))}>
          JSON Lines
        </MenuItem>
      </Menu>
      <Button icon={ShieldCheck} isBusy={check.isChecking} busyLabel="Checking…" onClick={check.verify}>
        Verify log
      </Button>
    </>
  )
  return (
    <>
      {title ? (
        <div className={tabs ? undefined : styles.heading}>
          <PageHeading title={title} isInBar actions={tools} />
          {tabs}
        </div>
      ) : (
        <div className={styles.tools}>{tools}</div>
      )}
      <LogVerdict check={check.check} problem={check.problem} isChecking={check.isChecking} onDismiss={check.dismiss} />
      <LogFilters
        query={query}
        facets={facets}
        typed={typed}
        onType={setTyped}
        onShow={show}
        search={search}
        isOwnLog={isOwnLog}
        subjectName={subjectName}
      />
      {list.isError ? (
        <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <SkeletonRows rows={6} label={isOwnLog ? 'Loading the change log' : 'Loading activity'} />
      ) : entries.length === 0 && !isAsked ? (
        <EmptyState icon={ScrollText} level={2} title="Nothing has happened yet">
          Whatever is changed, shown or refused here is written down, with who did it, when and from where.
        </EmptyState>
      ) : (
        <Panel className={styles.log}>
          {entries.length === 0 && (
            <div className={styles.none}>
              <p>
                {searchedTo ? 'No entry so far matches' : 'No entry matches'}
                {query.q && (
                  <>
                    {' '}
                    <code>{query.q}</code>
                  </>
                )}
                {query.q && isNarrowed ? ' with these filters' : ''}
                {!query.q ? ' these filters' : ''}.
              </p>
              <Button size="small" onClick={clear}>
                Clear search and filters
              </Button>
            </div>
          )}
          <LogDays entries={entries} isOwnLog={isOwnLog} />
          {list.hasNextPage && (
            <SearchFoot
              shown={entries.length}
              what="entries"
              searchedTo={searchedTo?.at ?? null}
              isBusy={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          )}
        </Panel>
      )}
      <p className="sr-only" role="status">
        {isAsked && isSettled ? `${entries.length}${list.hasNextPage ? ' or more' : ''} entries found` : ''}
      </p>
    </>
  )
}

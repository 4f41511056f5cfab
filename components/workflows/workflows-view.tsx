'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CircleSlash, Plus, Workflow } from 'lucide-react'
import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { useAddress } from '#components/data/use-address.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { ListSearch } from '#components/ui/list-search.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import table from '#components/ui/table.module.css'
import type { WorkflowListItem } from '#lib/workflows/schema.ts'
import { RunStateBadge } from './run-state-badge.tsx'
import { WorkflowMenu } from './workflow-actions.tsx'
import { workflowList } from './workflow-queries.ts'
import { WorkflowTabs } from './workflow-tabs.tsx'
import styles from './workflows.module.css'

const pauseMs = 200

/** The domain's workflows. */
export function WorkflowsView({ domainName }: { domainName: string }) {
  const place = useDomainPlace()
  const { params } = useAddress()
  const q = params.get('q') ?? ''
  const { typed, setTyped, clear } = useTypedSearch(q, pauseMs)
  const list = useInfiniteQuery({ ...workflowList(place, q), placeholderData: keepPreviousData })
  const workflows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isEmpty = list.isSuccess && !list.isPlaceholderData && workflows.length === 0
  const isBare = isEmpty && q === ''
  const add = (
    <ButtonLink look="main" icon={Plus} href={pagePath(place, 'workflows', 'new')}>
      Add workflow
    </ButtonLink>
  )
  return (
    <>
      <PageHeading title="Workflows" isInBar actions={!isBare && add} />
      <WorkflowTabs current="workflows" />
      {!isBare && <ListSearch of="Workflows" label="Search workflows" value={typed} onChange={setTyped} />}
      <div className={styles.list} aria-busy={list.isPlaceholderData || undefined}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading workflows" />
        ) : isBare ? (
          <EmptyState icon={Workflow} level={2} title={`No workflows in ${domainName} yet`} action={add}>
            A workflow sends HTTPS requests one after another, by hand or when a signed webhook comes in. Its steps name
            secrets, and what earlier steps were answered.
          </EmptyState>
        ) : isEmpty ? (
          <NoMatch onClear={clear}>
            No workflow in {domainName} matches <code>{q}</code>.
          </NoMatch>
        ) : (
          <Panel>
            <table className={`${table.table} ${styles.table}`} aria-label="Workflows">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col" className={styles.stepsColumn}>
                    Steps
                  </th>
                  <th scope="col" className={styles.runColumn}>
                    Last run
                  </th>
                  <th scope="col" className={styles.timeColumn}>
                    Last Updated Date
                  </th>
                  <th scope="col" className={styles.actionColumn}>
                    Actions
                  </th>
                </tr>
              </thead>
              <tbody>
                {workflows.map((workflow) => (
                  <WorkflowRow key={workflow.id} workflow={workflow} />
                ))}
              </tbody>
            </table>
            <ListFoot
              shown={workflows.length}
              hasMore={list.hasNextPage}
              isBusy={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </Panel>
        )}
      </div>
      <p className="sr-only" role="status">
        {q !== '' && list.isSuccess && !list.isPlaceholderData ? `${workflows.length} found` : ''}
      </p>
    </>
  )
}

function WorkflowRow({ workflow }: { workflow: WorkflowListItem }) {
  const place = useDomainPlace()
  const { id, name, isDisabled, hasHook, stepCount, lastRun, updatedAt, updatedByName } = workflow
  return (
    <tr>
      <td>
        <span className={styles.named}>
          <Link href={pagePath(place, 'workflows', id)} className={styles.name}>
            {name}
          </Link>
          {isDisabled && (
            <Badge tone="mute" icon={CircleSlash}>
              Disabled
            </Badge>
          )}
        </span>
      </td>
      <td className={styles.steps}>
        {stepCount}
        <span className={styles.unit}>{stepCount === 1 ? ' step' : ' steps'}</span>
        {hasHook && ', webhook'}
      </td>
      <td>
        {lastRun ? (
          <Link href={`${pagePath(place, 'workflows', id)}?tab=runs&run=${lastRun.id}`} className={styles.lastRun}>
            <span className="sr-only">Last run of {name}: </span>
            <RunStateBadge state={lastRun.state} />
            <RelativeTime at={lastRun.startedAt} />
          </Link>
        ) : (
          <span className={styles.none}>Never run</span>
        )}
      </td>
      <td className={styles.time}>
        <span className={styles.unit}>Updated </span>
        <RelativeTime at={updatedAt} by={updatedByName} />
      </td>
      <td className={styles.actions}>
        <span className={styles.both}>
          <ButtonLink
            look="quiet"
            size="small"
            href={pagePath(place, 'workflows', id)}
            aria-label={`Edit ${name}`}
            prefetch={false}
          >
            Edit
          </ButtonLink>
          <WorkflowMenu workflow={workflow} look="quiet" size="small" />
        </span>
      </td>
    </tr>
  )
}

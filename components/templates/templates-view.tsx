'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CircleExclamationPoint, CirclePause, Mail, Plus } from 'lucide-react'
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
import { type TemplateListItem, templateBodyTypeLabels } from '#lib/templates/schema.ts'
import styles from './template-list.module.css'
import { TemplateMenu } from './template-menu.tsx'
import { templateList } from './template-queries.ts'

/** The templates of a domain: what it tells people, and through which request. */
export function TemplatesView({ domainName }: { domainName: string }) {
  const place = useDomainPlace()
  const { params } = useAddress()
  const q = params.get('q')?.trim() ?? ''
  const { typed, setTyped, clear } = useTypedSearch(q, 250)
  const list = useInfiniteQuery({ ...templateList(place, q), placeholderData: keepPreviousData })
  const templates = list.data?.pages.flatMap((page) => page.items) ?? []
  const isSettled = list.isSuccess && !list.isPlaceholderData
  const isEmpty = isSettled && templates.length === 0 && q === '' && typed.trim() === ''
  const add = (
    <ButtonLink look="main" icon={Plus} href={pagePath(place, 'templates', 'new')}>
      Add template
    </ButtonLink>
  )
  return (
    <>
      <PageHeading title="Templates" isInBar actions={!isEmpty && add} />
      {!isEmpty && <ListSearch of="Templates" label="Search templates" value={typed} onChange={setTyped} />}
      <div className={styles.list} aria-busy={list.isPlaceholderData || undefined}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading templates" />
        ) : isEmpty ? (
          <EmptyState icon={Mail} level={2} title={`No templates in ${domainName} yet`} action={add}>
            A template is a notification with macros for its event, its recipient, variables and secrets. It is sent
            through a request of an integration, where Postern puts the values in.
          </EmptyState>
        ) : isSettled && templates.length === 0 ? (
          <NoMatch onClear={clear}>
            No template in {domainName} has <code>{q}</code> in its name.
          </NoMatch>
        ) : (
          <Panel>
            <table className={`${table.table} ${styles.table}`}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col" className={styles.typeColumn}>
                    Type
                  </th>
                  <th scope="col">Sent through</th>
                  <th scope="col" className={styles.timeColumn}>
                    Last Updated Date
                  </th>
                  <th scope="col" className={styles.actionColumn}>
                    Actions
                  </th>
                </tr>
              </thead>
              <tbody>
                {templates.map((template) => (
                  <tr key={template.id}>
                    <td>
                      <Link href={pagePath(place, 'templates', template.id)} className={styles.name}>
                        {template.name}
                      </Link>
                    </td>
                    <td className={styles.type}>{templateBodyTypeLabels[template.bodyType]}</td>
                    <td className={styles.through}>
                      <Through delivery={template.delivery} />
                    </td>
                    <td className={styles.time}>
                      <RelativeTime at={template.updatedAt} by={template.updatedByName} />
                    </td>
                    <td className={styles.actions}>
                      <span className={styles.both}>
                        <ButtonLink
                          look="quiet"
                          size="small"
                          href={pagePath(place, 'templates', template.id)}
                          aria-label={`Edit ${template.name}`}
                        >
                          Edit
                        </ButtonLink>
                        <TemplateMenu template={template} look="quiet" size="small" />
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <ListFoot
              shown={templates.length}
              hasMore={list.hasNextPage}
              isBusy={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </Panel>
        )}
      </div>
    </>
  )
}

function Through({ delivery }: { delivery: TemplateListItem['delivery'] }) {
  if (!delivery)
    return (
      <Badge tone="warn" icon={CircleExclamationPoint}>
        No request
      </Badge>
    )
  return (
    <>
      {delivery.integrationName} / {delivery.requestName}
      {delivery.isDisabled && (
        <Badge tone="mute" icon={CirclePause}>
          Disabled
        </Badge>
      )}
    </>
  )
}

'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CirclePause, Plug, Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useAddress } from '#components/data/use-address.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { ListSearch } from '#components/ui/list-search.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import table from '#components/ui/table.module.css'
import { authKindLabels } from '#lib/integrations/schema.ts'
import { DeleteIntegrationDialog } from './delete-integration-dialog.tsx'
import { EditIntegrationDrawer } from './edit-integration-drawer.tsx'
import { IntegrationForm } from './integration-form.tsx'
import { IntegrationMenu } from './integration-menu.tsx'
import { integrationList } from './integration-queries.ts'
import styles from './integrations.module.css'

/** The integrations of a domain: what its secrets are sent to. */
export function IntegrationsView({ domainName }: { domainName: string }) {
  const place = useDomainPlace()
  const router = useRouter()
  const drawer = useDrawerAddress()
  const { params } = useAddress()
  const q = params.get('q')?.trim() ?? ''
  const { typed, setTyped, clear } = useTypedSearch(q, 250)
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null)
  const list = useInfiniteQuery({ ...integrationList(place, q), placeholderData: keepPreviousData })
  const integrations = list.data?.pages.flatMap((page) => page.items) ?? []
  const isSettled = list.isSuccess && !list.isPlaceholderData
  const isEmpty = isSettled && integrations.length === 0 && q === '' && typed.trim() === ''
  const add = (
    <Button look="main" icon={Plus} onClick={drawer.openCreate}>
      Add integration
    </Button>
  )
  return (
    <>
      <PageHeading title="Integrations" isInBar actions={!isEmpty && add} />
      {!isEmpty && <ListSearch of="Integrations" label="Search integrations" value={typed} onChange={setTyped} />}
      <div className={styles.list} aria-busy={list.isPlaceholderData || undefined}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading integrations" />
        ) : isEmpty ? (
          <EmptyState icon={Plug} level={2} title={`No integrations in ${domainName} yet`} action={add}>
            An integration is a base URL with the requests to it. Requests name secrets, and Postern puts the values in
            when it sends.
          </EmptyState>
        ) : isSettled && integrations.length === 0 ? (
          <NoMatch onClear={clear}>
            No integration in {domainName} has <code>{q}</code> in its name or base URL.
          </NoMatch>
        ) : (
          <Panel>
            <table className={`${table.table} ${styles.table}`}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Base URL</th>
                  <th scope="col" className={styles.authColumn}>
                    Authentication
                  </th>
                  <th scope="col" className={styles.countColumn}>
                    Requests
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
                {integrations.map((integration) => (
                  <tr key={integration.id}>
                    <td>
                      <span className={styles.named}>
                        <Link href={pagePath(place, 'integrations', integration.id)} className={styles.name}>
                          {integration.name}
                        </Link>
                        {integration.isDisabled && (
                          <Badge tone="mute" icon={CirclePause}>
                            Disabled
                          </Badge>
                        )}
                      </span>
                    </td>
                    <td className={styles.url}>{integration.baseUrl}</td>
                    <td className={styles.auth}>{authKindLabels[integration.authKind]}</td>
                    <td className={styles.count}>
                      {integration.requestCount}
                      <span className={styles.unit}>{integration.requestCount === 1 ? ' request' : ' requests'}</span>
                    </td>
                    <td className={styles.time}>
                      <RelativeTime at={integration.updatedAt} by={integration.updatedByName} />
                    </td>
                    <td className={styles.actions}>
                      <span className={styles.both}>
                        <Button
                          look="quiet"
                          size="small"
                          onClick={() => drawer.openEdit(integration.id)}
                          aria-label={`Edit ${integration.name}`}
                        >
                          Edit
                        </Button>
                        <IntegrationMenu
                          integration={integration}
                          look="quiet"
                          size="small"
                          onDelete={() => setAsked(integration)}
                        />
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <ListFoot
              shown={integrations.length}
              hasMore={list.hasNextPage}
              isBusy={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </Panel>
        )}
      </div>
      <Drawer title="Create integration" isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate}>
        {/* In place of the open drawer: Back leads to the list. */}
        <IntegrationForm onSaved={({ id }) => router.replace(pagePath(place, 'integrations', id))} />
      </Drawer>
      <DeleteIntegrationDialog integration={asked} onClose={() => setAsked(null)} />
      <EditIntegrationDrawer id={drawer.editing} onClose={drawer.close} onReopen={drawer.openEdit} />
    </>
  )
}

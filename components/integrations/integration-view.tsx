'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Send } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import { EditIntegrationDrawer } from './edit-integration-drawer.tsx'
import { integrationDetails } from './integration-queries.ts'
import styles from './integrations.module.css'

/** One integration: where it sends to, and its requests. */
export function IntegrationView({ id }: { id: string }) {
  const place = useDomainPlace()
  const drawer = useDrawerAddress()
  const query = useQuery(integrationDetails(place, id))
  const integration = query.data
  const router = useRouter()
  // Its name stands above the page too, where the server wrote it.
  const name = integration?.name
  const shownName = useRef(name)
  useEffect(() => {
    if (shownName.current !== name) router.refresh()
    shownName.current = name
  }, [name, router])
  if (!integration) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null

  const { requests } = integration
  const add = (
    <ButtonLink look="main" icon={Plus} href={pagePath(place, 'integrations', id, 'requests', 'new')}>
      Add request
    </ButtonLink>
  )
  return (
    <>
      <PageHeading
        title={integration.name}
        below={<code>{integration.baseUrl}</code>}
        actions={<Button onClick={() => drawer.openEdit(id)}>Edit</Button>}
      />
      <div className={styles.requests}>
        <Section title="Requests" id="requests" aside={requests.length > 0 && add}>
          {requests.length === 0 ? (
            <EmptyState icon={Send} title={`No requests in ${integration.name} yet`} action={add}>
              A request names secrets in its headers, query or body. Test sends it and shows the exchange, redacted.
            </EmptyState>
          ) : (
            <Panel>
              <table className={`${table.table} ${styles.table}`}>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col" className={styles.methodColumn}>
                      Method
                    </th>
                    <th scope="col">Path</th>
                    <th scope="col" className={styles.timeColumn}>
                      Last Updated Date
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {requests.map((request) => (
                    <tr key={request.id}>
                      <td>
                        <Link
                          href={pagePath(place, 'integrations', id, 'requests', request.id)}
                          className={styles.name}
                        >
                          {request.name}
                        </Link>
                      </td>
                      <td className={styles.method}>{request.method}</td>
                      <td className={styles.url}>{request.path || '/'}</td>
                      <td className={styles.time}>
                        <RelativeTime at={request.updatedAt} by={request.updatedByName} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          )}
        </Section>
      </div>
      <EditIntegrationDrawer id={drawer.editing === id ? id : null} onClose={drawer.close} onReopen={drawer.openEdit} />
    </>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { CirclePause, Plus, Send, Terminal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Section } from '#components/ui/panel.tsx'
import { ConnectionSection } from './connection-section.tsx'
import { DeleteIntegrationDialog } from './delete-integration-dialog.tsx'
import { DisabledNote } from './disabled-note.tsx'
import { EditIntegrationDrawer } from './edit-integration-drawer.tsx'
import { IntegrationMenu } from './integration-menu.tsx'
import { integrationDetails } from './integration-queries.ts'
import styles from './integrations.module.css'
import { RequestTable } from './request-table.tsx'

/** One integration: where it sends to, what its connection adds, and its requests. */
export function IntegrationView({ id }: { id: string }) {
  const place = useDomainPlace()
  const drawer = useDrawerAddress()
  const query = useQuery(integrationDetails(place, id))
  const integration = query.data
  const router = useRouter()
  const [isDeleting, setIsDeleting] = useState(false)
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
        beside={
          integration.isDisabled && (
            <Badge tone="mute" icon={CirclePause}>
              Disabled
            </Badge>
          )
        }
        below={<code>{integration.baseUrl}</code>}
        actions={
          <>
            <IntegrationMenu integration={integration} onDelete={() => setIsDeleting(true)} />
            <Button onClick={() => drawer.openEdit(id)}>Edit</Button>
          </>
        }
      />
      {integration.isDisabled && <DisabledNote integration={integration} className={styles.disabled} />}
      <div className={styles.requests}>
        <ConnectionSection integration={integration} />
      </div>
      <div className={styles.requests}>
        <Section title="Requests" id="requests" aside={requests.length > 0 && add}>
          {requests.length === 0 ? (
            <EmptyState
              icon={Send}
              title={`No requests in ${integration.name} yet`}
              action={
                <div className={styles.firstActions}>
                  {add}
                  <ButtonLink
                    icon={Terminal}
                    href={`${pagePath(place, 'integrations', id, 'requests', 'new')}?import=curl`}
                  >
                    Import from curl
                  </ButtonLink>
                </div>
              }
            >
              A request names secrets in its headers, query or body. Test sends it and shows the exchange, redacted.
            </EmptyState>
          ) : (
            <RequestTable integrationId={id} requests={requests} />
          )}
        </Section>
      </div>
      <DeleteIntegrationDialog
        integration={isDeleting ? integration : null}
        onClose={() => setIsDeleting(false)}
        onDone={() => router.replace(pagePath(place, 'integrations'))}
      />
      <EditIntegrationDrawer id={drawer.editing === id ? id : null} onClose={drawer.close} onReopen={drawer.openEdit} />
    </>
  )
}

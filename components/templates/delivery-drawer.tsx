'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import type { RequestChoice } from '#lib/integrations/schema.ts'
import type { TemplateDelivery } from '#lib/templates/schema.ts'
import { requestChoices } from './template-queries.ts'
import styles from './templates.module.css'

type DeliveryDrawerProps = {
  isOpen: boolean
  /** The request that is chosen now. */
  chosen: string | null
  onClose: () => void
  onReopen: () => void
  onChoose: (delivery: TemplateDelivery) => void
}

/** The drawer in which the request is chosen through which a template is sent. */
export function DeliveryDrawer({ isOpen, onClose, onReopen, ...list }: DeliveryDrawerProps) {
  return (
    <Drawer title="Send it through" isOpen={isOpen} onClose={onClose} onReopen={onReopen}>
      <DrawerBody>
        <Requests {...list} />
      </DrawerBody>
    </Drawer>
  )
}

/** RFC 9110 sections 9.3.1 and 9.3.2: such a request has no body. */
const hasBody = ({ method }: RequestChoice) => method !== 'GET' && method !== 'HEAD'

function Requests({ chosen, onChoose }: Pick<DeliveryDrawerProps, 'chosen' | 'onChoose'>) {
  const place = useDomainPlace()
  const [q, setQ] = useState('')
  const { data, error, refetch } = useQuery({
    ...requestChoices(place, usePaused(q.trim(), 200)),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <p className={styles.lead}>
        The body of the template goes out as the body of this request, with its method, address, headers and
        authentication. The subject stands where it names <code>{'{{template.subject}}'}</code>.
      </p>
      <SearchField label="Search requests" value={q} onChange={setQ} />
      {error ? (
        <LoadProblem error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonFields count={3} label="Loading the requests" />
      ) : data.items.length === 0 ? (
        <p className={styles.lead}>
          {q.trim() === '' ? (
            <>
              This domain has no requests yet. <Link href={pagePath(place, 'integrations')}>Create an integration</Link>{' '}
              with one first.
            </>
          ) : (
            <>
              No request or integration has <code>{q.trim()}</code> in its name.
            </>
          )}
        </p>
      ) : (
        <ul className={styles.requests}>
          {data.items.map((request) => (
            <li key={request.id}>
              {hasBody(request) ? (
                <button
                  type="button"
                  aria-pressed={request.id === chosen}
                  onClick={() =>
                    onChoose({
                      requestId: request.id,
                      requestName: request.name,
                      integrationId: request.integrationId,
                      integrationName: request.integrationName,
                      host: request.host,
                      isDisabled: request.isDisabled,
                    })
                  }
                >
                  <RequestWords request={request} />
                  {request.id === chosen && <Icon of={Check} />}
                </button>
              ) : (
                <div className={styles.noBody}>
                  <RequestWords request={request} />
                  <span>has no body</span>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {data?.isMore && <p className={styles.lead}>There are more: search for their names.</p>}
    </>
  )
}

function RequestWords({ request }: { request: RequestChoice }) {
  return (
    <span className={styles.requestWords}>
      <b>
        {request.integrationName} / {request.name}
      </b>
      <code>
        {request.method} {request.host}
        {request.isDisabled && ', disabled'}
      </code>
    </span>
  )
}

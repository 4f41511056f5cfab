'use client'

import { Copy, Ellipsis, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import type { IntegrationRequestItem } from '#lib/integrations/schema.ts'
import { DeleteRequestDialog } from './delete-request-dialog.tsx'
import styles from './integrations.module.css'
import { useDuplicateRequest } from './use-duplicate-request.ts'

type RequestTableProps = { integrationId: string; requests: IntegrationRequestItem[] }

/** The requests of an integration, and what can be done with one of them. */
export function RequestTable({ integrationId, requests }: RequestTableProps) {
  const place = useDomainPlace()
  const duplicate = useDuplicateRequest(integrationId)
  const [asked, setAsked] = useState<IntegrationRequestItem | null>(null)
  return (
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
            <th scope="col" className={styles.menuColumn}>
              Actions
            </th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <tr key={request.id} className={styles.requestRow}>
              <td>
                <Link
                  href={pagePath(place, 'integrations', integrationId, 'requests', request.id)}
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
              <td className={styles.menu}>
                <Menu trigger={<IconButton label={`More actions for ${request.name}`} icon={Ellipsis} size="small" />}>
                  <MenuItem icon={Copy} onClick={() => void duplicate(request)}>
                    Duplicate
                  </MenuItem>
                  <MenuSeparator />
                  <MenuItem icon={Trash2} look="danger" onClick={() => setAsked(request)}>
                    Delete
                  </MenuItem>
                </Menu>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <DeleteRequestDialog integrationId={integrationId} request={asked} onClose={() => setAsked(null)} />
    </Panel>
  )
}

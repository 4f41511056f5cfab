'use client'

import { Ellipsis, FlaskConical, LockKeyhole, LockKeyholeOpen, Trash2, TriangleAlert } from 'lucide-react'
import { SecretBadge } from '#components/secrets/secret-badge.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import { type EndpointItem, encryptionLabels } from '#lib/allowlist/schema.ts'
import styles from './allowlist.module.css'

type EndpointTableProps = {
  endpoints: EndpointItem[]
  mayEdit: boolean
  onOpen: (id: string) => void
  onTest: (endpoint: EndpointItem) => void
  onDelete: (endpoint: EndpointItem) => void
}

/** The endpoints of a domain, a line each. */
export function EndpointTable({ endpoints, mayEdit, onOpen, onTest, onDelete }: EndpointTableProps) {
  return (
    <Panel>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col" className={styles.nameColumn}>
              Name
            </th>
            <th scope="col">Address</th>
            <th scope="col" className={styles.keyColumn}>
              Encryption
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
          {endpoints.map((endpoint) => (
            <tr key={endpoint.id}>
              <td>
                <button type="button" className={styles.name} onClick={() => onOpen(endpoint.id)}>
                  {endpoint.name}
                </button>
              </td>
              <td className={styles.address} title={`${endpoint.hostPattern}${endpoint.pathPattern}`}>
                {endpoint.hostPattern}
                <span className={styles.path}>{endpoint.pathPattern}</span>
              </td>
              <td className={styles.key}>
                <EndpointKey endpoint={endpoint} />
              </td>
              <td className={styles.time}>
                <RelativeTime at={endpoint.updatedAt} by={endpoint.updatedByName} />
              </td>
              <td className={styles.actions}>
                <span className={styles.both}>
                  <Button
                    look="quiet"
                    size="small"
                    onClick={() => onOpen(endpoint.id)}
                    aria-label={`${mayEdit ? 'Edit' : 'View'} ${endpoint.name}`}
                  >
                    {mayEdit ? 'Edit' : 'View'}
                  </Button>
                  {mayEdit && (
                    <Menu
                      trigger={<IconButton label={`More actions for ${endpoint.name}`} icon={Ellipsis} size="small" />}
                    >
                      {endpoint.encryption !== 'none' && (
                        <>
                          <MenuItem icon={FlaskConical} onClick={() => onTest(endpoint)}>
                            Test encryption
                          </MenuItem>
                          <MenuSeparator />
                        </>
                      )}
                      <MenuItem icon={Trash2} look="danger" onClick={() => onDelete(endpoint)}>
                        Delete
                      </MenuItem>
                    </Menu>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** How it is encrypted and with what; a key that cannot be used stops every request to the endpoint. */
function EndpointKey({ endpoint: { encryption, keyName, keyStatus } }: { endpoint: EndpointItem }) {
  if (encryption === 'none')
    return (
      <span className={styles.none}>
        <Icon of={LockKeyholeOpen} size={14} />
        None
      </span>
    )
  return (
    <span className={styles.encryption}>
      <span className={styles.cipher}>
        <Icon of={LockKeyhole} size={14} />
        {encryptionLabels[encryption]}
      </span>
      {keyStatus === 'missing' ? (
        <Badge tone="bad" icon={TriangleAlert}>
          Key missing
        </Badge>
      ) : keyStatus !== null && keyStatus !== 'active' ? (
        <SecretBadge status={keyStatus} />
      ) : (
        <code title={keyName}>{keyName}</code>
      )}
    </span>
  )
}

'use client'

import { Archive, ArchiveRestore, CircleCheck, Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { pagePath, securityPath } from '#components/data/paths.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Panel } from '#components/ui/panel.tsx'
import table from '#components/ui/table.module.css'
import type { DomainItem } from '#lib/domains/schema.ts'
import styles from './domains.module.css'

type DomainTableProps = {
  organization: string
  domains: DomainItem[]
  onRename: (id: string) => void
  onArchive: (domain: DomainItem) => void
  onRestore: (domain: DomainItem) => void
}

/** The domains of an organization, a line each, with what is in them. */
export function DomainTable({ organization, domains, ...acts }: DomainTableProps) {
  return (
    <Panel>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Address</th>
            <th scope="col" className={`${styles.countColumn} ${styles.first}`}>
              Members
            </th>
            <th scope="col" className={styles.countColumn}>
              Secrets
            </th>
            <th scope="col" className={styles.countColumn}>
              Integrations
            </th>
            <th scope="col" className={styles.statusColumn}>
              Status
            </th>
            <th scope="col" className={styles.actionColumn}>
              Actions
            </th>
          </tr>
        </thead>
        <tbody>
          {domains.map((domain) => (
            <tr key={domain.id} data-archived={domain.archivedAt ? '' : undefined}>
              <td>
                <DomainName organization={organization} domain={domain} />
              </td>
              <td className={styles.address}>{pagePath({ organization, domain: domain.slug })}</td>
              <Count of={domain.members} one="member" many="members" />
              <Count of={domain.secrets} one="secret" many="secrets" />
              <Count of={domain.integrations} one="integration" many="integrations" />
              <td className={styles.status}>
                {domain.archivedAt ? (
                  <Badge tone="mute" icon={Archive}>
                    Archived
                  </Badge>
                ) : (
                  <Badge tone="quiet" icon={CircleCheck}>
                    Active
                  </Badge>
                )}
              </td>
              <td className={styles.actions}>
                <DomainActions domain={domain} {...acts} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** One that is archived leads nowhere: its pages do not exist. */
function DomainName({ organization, domain }: { organization: string; domain: DomainItem }) {
  if (domain.archivedAt) return <span className={styles.name}>{domain.name}</span>
  return (
    <Link href={securityPath({ organization, domain: domain.slug })} className={styles.name}>
      {domain.name}
    </Link>
  )
}

function Count({ of, one, many }: { of: number; one: string; many: string }) {
  return (
    <td className={styles.count}>
      {of.toLocaleString('en')}
      <span className={styles.unit}> {of === 1 ? one : many}</span>
    </td>
  )
}

type ActionsProps = Omit<DomainTableProps, 'organization' | 'domains'> & { domain: DomainItem }

function DomainActions({ domain, onRename, onArchive, onRestore }: ActionsProps) {
  const { id, name, archivedAt } = domain
  return (
    <span className={styles.both}>
      <Button look="quiet" size="small" onClick={() => onRename(id)} aria-label={`Rename ${name}`}>
        Rename
      </Button>
      <Menu trigger={<IconButton label={`More actions for ${name}`} icon={Ellipsis} size="small" />}>
        {archivedAt ? (
          <MenuItem icon={ArchiveRestore} onClick={() => onRestore(domain)}>
            Restore
          </MenuItem>
        ) : (
          <MenuItem icon={Archive} look="danger" onClick={() => onArchive(domain)}>
            Archive
          </MenuItem>
        )}
      </Menu>
    </span>
  )
}

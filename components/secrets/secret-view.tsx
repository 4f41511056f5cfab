'use client'

import { useQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Lock } from 'lucide-react'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Note } from '#components/ui/note.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import { ArchiveSecretDialog } from './archive-secret-dialog.tsx'
import { ChangeLog } from './change-log.tsx'
import { EditSecretDrawer } from './edit-secret-drawer.tsx'
import { SecretBadge } from './secret-badge.tsx'
import { SecretFacts } from './secret-facts.tsx'
import { secretDetails } from './secret-queries.ts'
import type { SecretRights } from './secret-rights.ts'
import styles from './secret-view.module.css'
import { useCopyReference } from './use-copy-reference.tsx'
import { WhereUsed } from './where-used.tsx'

type SecretViewProps = {
  id: string
  domainName: string
  rights: SecretRights
  admins: string[]
  tab: 'details' | 'changes'
}

/** One secret: everything that may be known of it, where it is used, and what happened to it. Never its value. */
export function SecretView({ id, domainName, rights, admins, tab }: SecretViewProps) {
  const place = usePlace()
  const drawer = useDrawerAddress()
  const copyReference = useCopyReference()
  const [isArchiving, setIsArchiving] = useState(false)
  const query = useQuery(secretDetails(place, id))
  const secret = query.data
  if (!secret) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null

  const href = pagePath(place, 'secrets', id)
  const isArchived = secret.status === 'archived'
  const copy = () => copyReference(secret.name)
  return (
    <>
      <PageHeading
        title={secret.name}
        isMono
        beside={<SecretBadge status={secret.status} isFilled />}
        below={secret.description || undefined}
        actions={
          isArchived ? null : rights.mayEdit ? (
            <>
              {rights.mayArchive && <Button onClick={() => setIsArchiving(true)}>Archive</Button>}
              <Menu trigger={<IconButton label={`More actions for ${secret.name}`} icon={Ellipsis} look="other" />}>
                <MenuItem icon={Copy} onClick={copy}>
                  Copy reference
                </MenuItem>
              </Menu>
              <Button look="main" onClick={() => drawer.openEdit(id)}>
                Edit
              </Button>
            </>
          ) : (
            <Button icon={Copy} onClick={copy}>
              Copy reference
            </Button>
          )
        }
      />
      <LinkTabs
        label="Secret"
        tabs={[
          { href, label: 'Details', isCurrent: tab === 'details' },
          ...(rights.maySeeHistory
            ? [{ href: `${href}?tab=changes`, label: 'Change Logs', isCurrent: tab === 'changes' }]
            : []),
        ]}
      />
      {!rights.mayEdit && <ReadOnlyNote admins={admins} />}
      {isArchived && (
        <Note tone="info" icon={Lock} className={styles.note}>
          <p>
            <strong>This secret is archived.</strong> Every send that names it stops. Its alias stays taken.
          </p>
        </Note>
      )}
      {tab === 'changes' ? (
        <ChangeLog id={id} />
      ) : (
        <div className={styles.columns}>
          <WhereUsed secret={secret} domainName={domainName} />
          <SecretFacts secret={secret} domainName={domainName} />
        </div>
      )}
      {rights.mayEdit && (
        <EditSecretDrawer id={drawer.editing === id ? id : null} onClose={drawer.close} onReopen={drawer.openEdit} />
      )}
      {rights.mayArchive && (
        <ArchiveSecretDialog
          secret={isArchiving ? secret : null}
          domainName={domainName}
          onClose={() => setIsArchiving(false)}
        />
      )}
    </>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { pagePath, secretsPath } from '#components/data/paths.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Note } from '#components/ui/note.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { ChangeLog } from './change-log.tsx'
import { EditSecretDrawer } from './edit-secret-drawer.tsx'
import { RecentSends } from './recent-sends.tsx'
import { SecretActions } from './secret-actions.tsx'
import { SecretBadge } from './secret-badge.tsx'
import { type Asked, SecretDialogs } from './secret-dialogs.tsx'
import { SecretFacts } from './secret-facts.tsx'
import { secretDetails } from './secret-queries.ts'
import type { SecretRights } from './secret-rights.ts'
import styles from './secret-view.module.css'
import { usePlaceName } from './use-place-name.ts'
import { UsesChart } from './uses-chart.tsx'
import { Versions } from './versions.tsx'
import { WhereUsed } from './where-used.tsx'

type SecretViewProps = {
  id: string
  rights: SecretRights
  /** Who can change it, for somebody who only looks. */
  admins: string[]
  tab: 'details' | 'changes'
}

/** One secret: everything that may be known of it, where it is used, and what happened to it. */
export function SecretView({ id, rights, admins, tab }: SecretViewProps) {
  const place = usePlace()
  const router = useRouter()
  const drawer = useDrawerAddress()
  const { organization } = useFrame()
  const placeName = usePlaceName()
  const [asked, setAsked] = useState<Asked | null>(null)
  const query = useQuery(secretDetails(place, id))
  const secret = query.data
  if (!secret) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null

  const href = pagePath(place, 'secrets', id)
  return (
    <>
      <PageHeading
        title={secret.name}
        isMono
        beside={
          <SecretBadge
            status={secret.status}
            daysLeft={secret.daysLeft}
            destroyedInDays={secret.destroyedInDays}
            isFilled
          />
        }
        below={secret.description || undefined}
        actions={
          <SecretActions
            secret={secret}
            rights={rights}
            onEdit={() => drawer.openEdit(id)}
            onAsk={(kind) => setAsked({ kind, secret })}
          />
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
      {secret.status === 'archived' && <ArchivedNote secret={secret} />}
      {tab === 'changes' ? (
        <ChangeLog id={id} />
      ) : (
        <div className={styles.columns}>
          <div className={styles.main}>
            <UsesChart days={secret.usesPerDay} />
            <WhereUsed secret={secret} placeName={placeName} />
            {rights.maySeeSends && <RecentSends id={id} />}
          </div>
          <div className={styles.side}>
            <SecretFacts secret={secret} organizationName={organization.name} mayEdit={rights.mayEdit} />
            <Versions secret={secret} mayEdit={rights.mayEdit} />
          </div>
        </div>
      )}
      {rights.mayEdit && (
        <EditSecretDrawer id={drawer.editing === id ? id : null} onClose={drawer.close} onReopen={drawer.openEdit} />
      )}
      <SecretDialogs
        asked={asked}
        rights={rights}
        onAsk={setAsked}
        onDone={(kind) => {
          // A deleted secret has no page any more.
          if (kind === 'delete') router.replace(secretsPath(place))
        }}
      />
    </>
  )
}

function ArchivedNote({ secret }: { secret: SecretDetails }) {
  const { destroyedInDays: days } = secret
  return (
    <Note tone="info" icon={Archive} className={styles.note}>
      <p>
        <strong>This secret is archived.</strong> Every send that names it stops. Its {secret.domain ? 'alias' : 'name'}{' '}
        stays taken
        {days === null
          ? '.'
          : `, and its values are destroyed ${days < 1 ? 'today' : `in ${days} ${days === 1 ? 'day' : 'days'}`}.`}
      </p>
    </Note>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { Boxes, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useSearchKey } from '#components/data/use-search-key.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Button } from '#components/ui/button.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListSearch } from '#components/ui/list-search.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { DomainItem, DomainList } from '#lib/domains/schema.ts'
import { ArchiveDomainDialog } from './archive-domain-dialog.tsx'
import { CreateDomainForm } from './create-domain-form.tsx'
import { domainList } from './domain-queries.ts'
import { DomainTable } from './domain-table.tsx'
import styles from './domains.module.css'
import { RenameDomainDrawer } from './rename-domain-drawer.tsx'
import { RestoreDomainDialog } from './restore-domain-dialog.tsx'

/**
 * Reads the rail anew when the list knows other domains than it shows. Not while a drawer is open, or on its way out of
 * the address: a page that is read anew meanwhile comes back with it.
 */
function useFreshRail(list: DomainList | undefined, isDrawerOpen: boolean): void {
  const router = useRouter()
  const { domains } = useFrame()
  const namesOf = (each: { slug: string; name: string }[]) =>
    JSON.stringify(each.map(({ slug, name }) => [slug, name]).toSorted())
  const onList = useEffectEvent(() => {
    if (!list || isDrawerOpen) return
    if (namesOf(list.items.filter(({ archivedAt }) => archivedAt === null)) !== namesOf(domains)) router.refresh()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list that was read, and when a drawer has closed
  useEffect(() => onList(), [list, isDrawerOpen])
}

/** The parts of an organization: what is in each, and the way to make, rename, archive and restore them. */
export function DomainsView({ organizationName }: { organizationName: string }) {
  const { organization } = usePlace()
  const drawer = useDrawerAddress()
  const { params } = useAddress()
  const { typed, setTyped, clear } = useTypedSearch(params.get('q')?.trim() ?? '', 250)
  const [archiving, setArchiving] = useState<DomainItem | null>(null)
  const [restoring, setRestoring] = useState<DomainItem | null>(null)
  const list = useQuery(domainList(organization))
  const search = useRef<HTMLInputElement>(null)
  useSearchKey(search)
  const all = list.data?.items ?? []
  const q = typed.trim().toLowerCase()
  const shown = all.filter(({ name, slug }) => name.toLowerCase().includes(q) || slug.includes(q))
  useFreshRail(list.data, drawer.isCreating || drawer.editing !== null)
  const isEmpty = list.isSuccess && all.length === 0
  const create = (
    <Button look="main" icon={Plus} onClick={drawer.openCreate}>
      Create domain
    </Button>
  )
  return (
    <>
      <PageHeading
        title="Domains"
        isInBar
        actions={!isEmpty && create}
        below={
          <p>
            A brand, a region or a team: each domain has its own secrets, integrations, workflows, templates and
            members.
          </p>
        }
      />
      {!isEmpty && (
        <ListSearch of="Domains" ref={search} label="Search domains" shortcut="/" value={typed} onChange={setTyped} />
      )}
      <div className={styles.list}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading domains" />
        ) : isEmpty ? (
          <EmptyState icon={Boxes} level={2} title={`No domains in ${organizationName} yet`} action={create}>
            A domain holds secrets and what uses them, for the people who have a role in it.
          </EmptyState>
        ) : shown.length === 0 ? (
          <NoMatch onClear={clear}>
            No domain in {organizationName} has <code>{typed.trim()}</code> in its name or address.
          </NoMatch>
        ) : (
          <DomainTable
            organization={organization}
            domains={shown}
            onRename={drawer.openEdit}
            onArchive={setArchiving}
            onRestore={setRestoring}
          />
        )}
      </div>
      <p className="sr-only" role="status">
        {q !== '' && list.isSuccess ? `${shown.length} found` : ''}
      </p>
      <Drawer title="Create domain" isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate}>
        <CreateDomainForm />
      </Drawer>
      <RenameDomainDrawer id={drawer.editing} onClose={drawer.close} onReopen={drawer.openEdit} />
      <ArchiveDomainDialog domain={archiving} onClose={() => setArchiving(null)} />
      <RestoreDomainDialog domain={restoring} onClose={() => setRestoring(null)} />
    </>
  )
}

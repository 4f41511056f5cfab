'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import { ArchiveSecretDialog } from './archive-secret-dialog.tsx'
import { CreateSecretDrawer } from './create-secret-drawer.tsx'
import { EditSecretDrawer } from './edit-secret-drawer.tsx'
import { secretList } from './secret-queries.ts'
import type { SecretRights } from './secret-rights.ts'
import { SecretTable } from './secret-table.tsx'
import styles from './secrets-section.module.css'
import { useRowKeys } from './use-row-keys.ts'

type SecretsSectionProps = {
  domainName: string
  rights: SecretRights
  /** For somebody who may only look: whom to ask. */
  admins: string[]
}

/** The secrets of a domain: search, list, and the drawers in which they are made and changed. */
export function SecretsSection({ domainName, rights, admins }: SecretsSectionProps) {
  const place = usePlace()
  const { params } = useAddress()
  const { typed, setTyped, q } = useSearchText(params.get('q') ?? '')
  const drawer = useDrawerAddress()
  const [archiving, setArchiving] = useState<SecretListItem | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const rows = useRef<HTMLDivElement>(null)

  const list = useInfiniteQuery({ ...secretList(place, q), placeholderData: keepPreviousData })
  const secrets = list.data?.pages.flatMap((page) => page.items) ?? []
  const newest = list.data?.pages.at(-1)
  const isEmpty = list.isSuccess && !list.isPlaceholderData && secrets.length === 0

  const { chosen } = useRowKeys({
    count: secrets.length,
    search,
    onChoose: (row) => rows.current?.querySelectorAll<HTMLElement>('[data-row-link]')[row]?.focus(),
    onEdit: rights.mayEdit ? (row) => secrets[row] && drawer.openEdit(secrets[row].id) : undefined,
  })

  const addSecret = rights.mayCreate && (
    <Button look="main" icon={Plus} onClick={drawer.openCreate}>
      Add Secret
    </Button>
  )
  return (
    <Section title="Secrets" id="secrets" aside={!(isEmpty && q === '') && addSecret}>
      {!rights.mayEdit && <ReadOnlyNote admins={admins} />}
      {isEmpty && q === '' ? (
        <EmptyState icon={KeyRound} title={`No secrets in ${domainName} yet`} action={addSecret}>
          {rights.mayCreate
            ? 'Store a credential once; requests then name it, and nobody has to see it again.'
            : 'Once an admin has stored a credential, requests name it, and nobody has to see it again.'}
        </EmptyState>
      ) : (
        <>
          <div className={styles.bar}>
            <SearchField ref={search} label="Search secrets" shortcut="/" value={typed} onChange={setTyped} />
          </div>
          {list.isError ? (
            <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
          ) : list.isPending ? (
            <SkeletonRows label="Loading secrets" />
          ) : isEmpty ? (
            <Panel className={styles.none}>
              <p>
                No alias in {domainName} has <code>{q}</code> in it.
              </p>
              <Button size="small" onClick={() => setTyped('')}>
                Clear search
              </Button>
            </Panel>
          ) : (
            <div ref={rows}>
              <Panel>
                <SecretTable
                  secrets={secrets}
                  rights={rights}
                  chosen={chosen}
                  onEdit={drawer.openEdit}
                  onArchive={setArchiving}
                />
                <ListFoot
                  shown={secrets.length}
                  total={newest?.total ?? secrets.length}
                  totalIsMore={newest?.totalIsMore ?? false}
                  hasMore={list.hasNextPage}
                  isBusy={list.isFetchingNextPage}
                  onMore={() => void list.fetchNextPage()}
                />
              </Panel>
            </div>
          )}
        </>
      )}
      <p className="sr-only" role="status">
        {q !== '' && list.isSuccess && !list.isPlaceholderData ? `${newest?.total ?? 0} found` : ''}
      </p>
      {rights.mayCreate && (
        <CreateSecretDrawer isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate} />
      )}
      {rights.mayEdit && <EditSecretDrawer id={drawer.editing} onClose={drawer.close} onReopen={drawer.openEdit} />}
      {rights.mayArchive && (
        <ArchiveSecretDialog
          secret={archiving}
          domainName={domainName}
          onClose={() => setArchiving(null)}
          onArchived={() => requestAnimationFrame(() => document.getElementById('secrets')?.focus())}
        />
      )}
    </Section>
  )
}

/** What is typed at once, and what is searched for a moment after the last letter; the latter is in the address. */
function useSearchText(initial: string) {
  const { change } = useAddress()
  const [typed, setTyped] = useState(initial)
  const [q, setQ] = useState(initial.trim())
  useEffect(() => {
    const timer = setTimeout(() => {
      setQ(typed.trim())
      change({ q: typed.trim() }, 'replace')
    }, 200)
    return () => clearTimeout(timer)
  }, [typed, change])
  return { typed, setTyped, q }
}

'use client'

import { Braces, Plus } from 'lucide-react'
import { useState } from 'react'
import { PlaceContext } from '#components/data/place-context.tsx'
import { EditSecretDrawer } from '#components/secrets/edit-secret-drawer.tsx'
import { type Asked, SecretDialogs } from '#components/secrets/secret-dialogs.tsx'
import type { SecretRights } from '#components/secrets/secret-rights.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import type { VariableItem } from '#lib/variables/schema.ts'
import { CreateNewDrawer } from './create-new-drawer.tsx'
import { DeleteVariableDialog } from './delete-variable-dialog.tsx'
import { EditVariableDrawer } from './edit-variable-drawer.tsx'
import { SecretRow } from './secret-row.tsx'
import { usePanelEntries } from './use-panel-entries.ts'
import { VariableRow } from './variable-row.tsx'
import styles from './variables.module.css'

/** What this person may do with secrets here, and whom to ask who may do more. */
export type PanelRights = {
  ofDomain: SecretRights
  /** Whether they may change the organization's secrets. */
  mayEditOrganization: boolean
  admins: string[]
}

type VariablesPanelProps = {
  rights: PanelRights
  domainName: string
  /** What is typed into the search, and what of it the lists are asked for. */
  typed: string
  q: string
  onType: (text: string) => void
}

type Open = { what: 'new' } | { what: 'variable' | 'secret'; id: string } | null

/** Plain variables and secrets side by side, for whatever of the domain names them. */
export function VariablesPanel({ rights, domainName, typed, q, onType }: VariablesPanelProps) {
  const { ofDomain, mayEditOrganization, admins } = rights
  const list = usePanelEntries(q)
  const [open, setOpen] = useState<Open>(null)
  // Whose the secret is that was chosen last: its drawer and its dialogs act there.
  const [place, setPlace] = useState<SecretPlace | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [deleting, setDeleting] = useState<VariableItem | null>(null)
  const close = () => setOpen(null)
  const isBare = !list.isLoading && !list.error && q === '' && list.entries.length === 0
  const create = (
    <Button look="main" icon={Plus} onClick={() => setOpen({ what: 'new' })}>
      Create New
    </Button>
  )
  return (
    <div className={styles.panel}>
      {!ofDomain.mayEdit && <ReadOnlyNote admins={admins} />}
      {!isBare && (
        <div className={styles.bar}>
          <SearchField label="Search variables and secrets" value={typed} onChange={onType} />
          {create}
        </div>
      )}
      {list.error ? (
        <LoadProblem error={list.error} onRetry={list.retry} />
      ) : list.isLoading ? (
        <SkeletonRows label="Loading variables and secrets" />
      ) : isBare ? (
        <EmptyState icon={Braces} title={`No variables in ${domainName} yet`} action={create}>
          A variable is a plain text that steps, requests and templates name; a secret is one that nobody sees again.
        </EmptyState>
      ) : list.entries.length === 0 ? (
        <NoMatch onClear={() => onType('')}>
          Nothing in {domainName} matches <code>{q}</code>.
        </NoMatch>
      ) : (
        <Panel>
          <ul aria-label="Variables and secrets">
            {list.entries.map((entry) =>
              entry.kind === 'variable' ? (
                <VariableRow
                  key={entry.variable.id}
                  variable={entry.variable}
                  onEdit={(id) => setOpen({ what: 'variable', id })}
                  onDelete={setDeleting}
                />
              ) : (
                <SecretRow
                  key={entry.secret.id}
                  secret={entry.secret}
                  place={entry.place}
                  rights={
                    entry.place.domain === undefined
                      ? { mayEdit: mayEditOrganization, mayDelete: mayEditOrganization }
                      : ofDomain
                  }
                  onEdit={(id) => {
                    setPlace(entry.place)
                    setOpen({ what: 'secret', id })
                  }}
                  onAsk={(next) => {
                    setPlace(entry.place)
                    setAsked(next)
                  }}
                />
              ),
            )}
          </ul>
          {list.hasMore && (
            <ListFoot
              shown={list.entries.length}
              hasMore={list.hasMore}
              isBusy={list.isLoadingMore}
              onMore={list.loadMore}
            />
          )}
        </Panel>
      )}
      <p className="sr-only" role="status">
        {!list.isLoading && q !== '' ? `${list.entries.length} found` : ''}
      </p>
      <CreateNewDrawer
        isOpen={open?.what === 'new'}
        mayCreateSecrets={ofDomain.mayCreate}
        onClose={close}
        onReopen={() => setOpen({ what: 'new' })}
      />
      <EditVariableDrawer
        id={open?.what === 'variable' ? open.id : null}
        onClose={close}
        onReopen={(id) => setOpen({ what: 'variable', id })}
      />
      <DeleteVariableDialog variable={deleting} onClose={() => setDeleting(null)} />
      <PlaceContext value={place}>
        {ofDomain.mayEdit && (
          <EditSecretDrawer
            id={open?.what === 'secret' ? open.id : null}
            onClose={close}
            onReopen={(id) => setOpen({ what: 'secret', id })}
          />
        )}
        <SecretDialogs asked={asked} rights={ofDomain} onAsk={setAsked} />
      </PlaceContext>
    </div>
  )
}

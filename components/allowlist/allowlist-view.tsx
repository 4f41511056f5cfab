'use client'

import { useQuery } from '@tanstack/react-query'
import { ListChecks, Plus } from 'lucide-react'
import { useState } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Button } from '#components/ui/button.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListSearch } from '#components/ui/list-search.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { EndpointItem } from '#lib/allowlist/schema.ts'
import styles from './allowlist.module.css'
import { endpointList } from './allowlist-queries.ts'
import { DeleteEndpointDialog } from './delete-endpoint-dialog.tsx'
import { EndpointDrawer } from './endpoint-drawer.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { EndpointTable } from './endpoint-table.tsx'
import { PolicyNote } from './policy-note.tsx'
import { TestEndpointDrawer } from './test-endpoint-drawer.tsx'

type AllowlistViewProps = {
  domainName: string
  mayEdit: boolean
  /** Whether they may turn the policy on and off. */
  mayEditPolicies: boolean
  admins: string[]
}

/** Where requests of a domain may go, and how what is sent there is encrypted. */
export function AllowlistView({ domainName, mayEdit, mayEditPolicies, admins }: AllowlistViewProps) {
  const place = useDomainPlace()
  const drawer = useDrawerAddress()
  const { params } = useAddress()
  const q = params.get('q')?.trim() ?? ''
  const { typed, setTyped, clear } = useTypedSearch(q, 250)
  const [tested, setTested] = useState<EndpointItem | null>(null)
  const [asked, setAsked] = useState<EndpointItem | null>(null)
  const list = useQuery(endpointList(place))
  const all = list.data?.items ?? []
  const shown = all.filter((endpoint) => says(endpoint, typed.trim()))
  const isEmpty = list.isSuccess && all.length === 0
  const add = mayEdit && (
    <Button look="main" icon={Plus} onClick={drawer.openCreate}>
      Add endpoint
    </Button>
  )
  return (
    <>
      <PageHeading title="Allowlist" isInBar actions={!isEmpty && add} />
      <div className={styles.notes}>
        {!mayEdit && <ReadOnlyNote of="the allowlist" admins={admins} />}
        {list.isSuccess && (
          <PolicyNote isOn={list.data.onlyAllowlisted} isEmpty={isEmpty} mayEditPolicies={mayEditPolicies} />
        )}
      </div>
      {!isEmpty && <ListSearch of="Allowlist" label="Search endpoints" value={typed} onChange={setTyped} />}
      <div className={styles.list}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading the allowlist" />
        ) : isEmpty ? (
          <EmptyState icon={ListChecks} level={2} title={`No endpoints in ${domainName} yet`} action={add || undefined}>
            An endpoint is a host and a path that requests may go to. With a key, what is sent there and what comes back
            is encrypted.
          </EmptyState>
        ) : shown.length === 0 ? (
          <NoMatch onClear={clear}>
            No endpoint in {domainName} has <code>{typed.trim()}</code> in its name, host, path or key.
          </NoMatch>
        ) : (
          <EndpointTable
            endpoints={shown}
            mayEdit={mayEdit}
            onOpen={drawer.openEdit}
            onTest={setTested}
            onDelete={setAsked}
          />
        )}
      </div>
      <p className="sr-only" role="status">
        {typed.trim() !== '' && list.isSuccess ? `${shown.length} found` : ''}
      </p>
      {mayEdit && (
        <>
          <Drawer title="Add endpoint" isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate}>
            <EndpointForm />
          </Drawer>
          <DeleteEndpointDialog endpoint={asked} onClose={() => setAsked(null)} />
          <TestEndpointDrawer endpoint={tested} onClose={() => setTested(null)} />
        </>
      )}
      <EndpointDrawer id={drawer.editing} mayEdit={mayEdit} onClose={drawer.close} onReopen={drawer.openEdit} />
    </>
  )
}

/** Letter case does not count. */
const says = ({ name, hostPattern, pathPattern, keyName, description }: EndpointItem, text: string): boolean =>
  [name, `${hostPattern}${pathPattern}`, keyName, description].some((each) =>
    each.toLowerCase().includes(text.toLowerCase()),
  )

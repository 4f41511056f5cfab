'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { Button } from '#components/ui/button.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import { useToast } from '#components/ui/toast.tsx'
import {
  type GivableRoles,
  type InvitationItem,
  type InvitationLink,
  type MemberItem,
  memberQueryOf,
} from '#lib/members/schema.ts'
import { InviteForm } from './invite-form.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { MemberFilters } from './member-filters.tsx'
import { memberList } from './member-queries.ts'
import { MemberTable } from './member-table.tsx'
import styles from './members.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import { RolesDrawer } from './roles-drawer.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { useRenewal } from './use-renewal.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'

type MembersViewProps = { organizationName: string; givable: GivableRoles }

/** Who belongs to the organization, or to the domains of whoever looks, and who is invited. */
export function MembersView({ organizationName, givable }: MembersViewProps) {
  const { organization } = usePlace()
  const drawer = useDrawerAddress()
  const toast = useToast()
  const { params, change } = useAddress()
  const query = memberQueryOf(params)
  const { typed, setTyped, replaceTyped } = useTypedSearch(query.q, 250)
  const [suspending, setSuspending] = useState<MemberItem | null>(null)
  const [removing, setRemoving] = useState<MemberItem | null>(null)
  const [transferring, setTransferring] = useState<MemberItem | null>(null)
  const [withdrawing, setWithdrawing] = useState<InvitationItem | null>(null)
  const [made, setMade] = useState<InvitationLink | null>(null)
  const onMade = (invitation: InvitationLink) => {
    if (invitation.link) setMade(invitation)
    else toast(`The invitation is on its way to ${invitation.email}.`)
  }
  const { renew, renewing } = useRenewal(onMade)
  const list = useInfiniteQuery({ ...memberList(organization, query), placeholderData: keepPreviousData })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const counts = list.data?.pages[0]?.counts
  const isSettled = list.isSuccess && !list.isPlaceholderData
  const isOfDomains = givable.roles.length === 1
  const clear = () => {
    replaceTyped('')
    change({ q: null, role: null, status: null }, 'replace')
  }
  return (
    <>
      <PageHeading
        title="Members"
        isInBar
        actions={
          <Button look="main" icon={UserRoundPlus} onClick={drawer.openCreate}>
            Invite
          </Button>
        }
        below={
          <p>
            {isOfDomains
              ? 'Who has a role in your domains, and which. Their roles elsewhere are not shown.'
              : `Who may do what in ${organizationName}. A change holds from the person’s next click on.`}
          </p>
        }
      />
      <MemberFilters
        typed={typed}
        onType={setTyped}
        query={query}
        counts={counts}
        roles={givable.roles}
        onChange={(changes) => change(changes, 'push')}
      />
      <div className={styles.list} aria-busy={list.isPlaceholderData || undefined}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading members" />
        ) : isSettled && items.length === 0 ? (
          <NoMatch clear="Clear search and filters" onClear={clear}>
            Nobody here is found by this search and these filters.
          </NoMatch>
        ) : (
          <Panel>
            <MemberTable
              items={items}
              acts={{
                onOpen: drawer.openEdit,
                onSuspend: setSuspending,
                onRemove: setRemoving,
                onTransfer: setTransferring,
                renewing,
                onRenew: ({ id }) => void renew(id),
                onWithdraw: setWithdrawing,
              }}
            />
            <ListFoot
              shown={items.length}
              hasMore={list.hasNextPage}
              isBusy={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </Panel>
        )}
      </div>
      <p className="sr-only" role="status">
        {query.q !== '' && isSettled ? `${items.length}${list.hasNextPage ? ' or more' : ''} found` : ''}
      </p>
      <Drawer title="Invite" isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate}>
        <InviteForm givable={givable} onInvited={onMade} />
      </Drawer>
      <RolesDrawer id={drawer.editing} givable={givable} onClose={drawer.close} onReopen={drawer.openEdit} />
      <SuspendDialog member={suspending} onClose={() => setSuspending(null)} />
      <RemoveDialog member={removing} isOfDomains={isOfDomains} onClose={() => setRemoving(null)} />
      <TransferDialog member={transferring} organizationName={organizationName} onClose={() => setTransferring(null)} />
      <WithdrawDialog invitation={withdrawing} onClose={() => setWithdrawing(null)} />
      <LinkDialog invitation={made} onClose={() => setMade(null)} />
    </>
  )
}

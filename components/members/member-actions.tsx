'use client'

import { Crown, Ellipsis, Link2, Link2Off, UserRoundCheck, UserRoundMinus, UserRoundX } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { InvitationItem, MemberItem } from '#lib/members/schema.ts'
import styles from './member-table.module.css'

export type RowActs = {
  onOpen: (id: string) => void
  onSuspend: (member: MemberItem) => void
  onRemove: (member: MemberItem) => void
  onTransfer: (member: MemberItem) => void
  /** The invitation whose link is being renewed. */
  renewing: string | null
  onRenew: (invitation: InvitationItem) => void
  onWithdraw: (invitation: InvitationItem) => void
}

/** What whoever looks may do to a member; nothing where there is nothing. */
export function MemberActions({ member, acts }: { member: MemberItem; acts: RowActs }) {
  const { id, name, status, may } = member
  return (
    <span className={styles.both}>
      <Button
        look="quiet"
        size="small"
        onClick={() => acts.onOpen(id)}
        aria-label={may.change ? `Change roles of ${name}` : `View ${name}`}
      >
        {may.change ? 'Change roles' : 'View'}
      </Button>
      {(may.suspend || may.remove || may.transfer) && (
        <Menu width={220} trigger={<IconButton label={`More actions for ${name}`} icon={Ellipsis} size="small" />}>
          {may.transfer && (
            <>
              <MenuItem icon={Crown} onClick={() => acts.onTransfer(member)}>
                Transfer ownership
              </MenuItem>
              <MenuSeparator />
            </>
          )}
          {may.suspend && (
            <MenuItem icon={status === 'active' ? UserRoundX : UserRoundCheck} onClick={() => acts.onSuspend(member)}>
              {status === 'active' ? 'Suspend' : 'Let back in'}
            </MenuItem>
          )}
          {may.remove && (
            <MenuItem icon={UserRoundMinus} look="danger" onClick={() => acts.onRemove(member)}>
              Remove
            </MenuItem>
          )}
        </Menu>
      )}
    </span>
  )
}

/** The same for an invitation. */
export function InvitationActions({ invitation, acts }: { invitation: InvitationItem; acts: RowActs }) {
  if (!invitation.mayChange) return null
  const { id, email } = invitation
  const isRenewing = acts.renewing === id
  return (
    <span className={styles.both}>
      <Button
        look="quiet"
        size="small"
        isBusy={isRenewing}
        busyLabel="Renewing…"
        onClick={() => acts.onRenew(invitation)}
        aria-label={`Renew link of ${email}`}
      >
        Renew link
      </Button>
      <Menu trigger={<IconButton label={`More actions for ${email}`} icon={Ellipsis} size="small" />}>
        <MenuItem icon={Link2} onClick={() => acts.onRenew(invitation)}>
          Renew link
        </MenuItem>
        <MenuItem icon={Link2Off} look="danger" onClick={() => acts.onWithdraw(invitation)}>
          Withdraw
        </MenuItem>
      </Menu>
    </span>
  )
}

'use client'

import { CircleCheck, Clock, Hourglass, ShieldCheck, ShieldOff, UserRoundX } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { InvitationItem, MemberItem } from '#lib/members/schema.ts'
import { InvitationActions, MemberActions, type RowActs } from './member-actions.tsx'
import styles from './member-table.module.css'
import { RoleChips } from './role-chips.tsx'

type MemberTableProps = { items: (MemberItem | InvitationItem)[]; acts: RowActs }

/** Members and whoever is invited, a line each. */
export function MemberTable({ items, acts }: MemberTableProps) {
  return (
    <table className={`${table.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col" className={styles.nameColumn}>
            Name
          </th>
          <th scope="col">Role</th>
          <th scope="col" className={styles.factorColumn}>
            Second factor
          </th>
          <th scope="col" className={styles.timeColumn}>
            Last seen
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
        {items.map((item) =>
          item.kind === 'member' ? (
            <MemberRow key={item.id} member={item} acts={acts} />
          ) : (
            <InvitationRow key={item.id} invitation={item} acts={acts} />
          ),
        )}
      </tbody>
    </table>
  )
}

function MemberRow({ member, acts }: { member: MemberItem; acts: RowActs }) {
  const { name, email, role, domains, status, hasSecondFactor, lastSeenAt, isSelf } = member
  return (
    <tr>
      <td className={styles.who}>
        <span className={styles.line}>
          <button type="button" className={styles.name} onClick={() => acts.onOpen(member.id)}>
            {name}
          </button>
          {isSelf && <span className={styles.you}>You</span>}
        </span>
        <span className={styles.email}>
          <EmailText of={email} />
        </span>
      </td>
      <td className={styles.roles}>
        <RoleChips role={role} domains={domains} />
      </td>
      <td className={styles.factor} data-on={hasSecondFactor ? '' : undefined}>
        <span>
          <Icon of={hasSecondFactor ? ShieldCheck : ShieldOff} size={14} />
          <span className={styles.unit}>Second factor: </span>
          {hasSecondFactor ? 'Set up' : 'Not set up'}
        </span>
      </td>
      <td className={styles.time}>
        <span className={styles.unit}>Last seen: </span>
        {lastSeenAt ? <RelativeTime at={lastSeenAt} /> : 'Never'}
      </td>
      <td className={styles.status}>
        {status === 'active' ? (
          <Badge tone="quiet" icon={CircleCheck}>
            Active
          </Badge>
        ) : (
          <Badge tone="bad" icon={UserRoundX}>
            Suspended
          </Badge>
        )}
      </td>
      <td className={styles.actions}>
        <MemberActions member={member} acts={acts} />
      </td>
    </tr>
  )
}

function InvitationRow({ invitation, acts }: { invitation: InvitationItem; acts: RowActs }) {
  const { email, role, domains, invitedAt, invitedByName, expiresAt, isExpired } = invitation
  return (
    <tr>
      <td className={styles.who}>
        <span className={styles.invited}>
          <EmailText of={email} />
        </span>
        <span className={styles.email}>Invited by {invitedByName}</span>
      </td>
      <td className={styles.roles}>
        <RoleChips role={role} domains={domains} />
      </td>
      <td className={styles.factor}>
        <span className={styles.dash} aria-hidden="true">
          –
        </span>
      </td>
      <td className={styles.time}>
        Invited <RelativeTime at={invitedAt} by={invitedByName} />
      </td>
      <td className={styles.status}>
        {isExpired ? (
          <Badge tone="warn" icon={Hourglass}>
            Link expired
          </Badge>
        ) : (
          <Tooltip
            content={
              <>
                The link works until <DateText at={expiresAt} />
              </>
            }
          >
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what the pointer reaches by hovering, the keyboard must reach too */}
            <span tabIndex={0}>
              <Badge tone="mute" icon={Clock}>
                Invited
              </Badge>
              <span className="sr-only">
                , the link works until <DateText at={expiresAt} />
              </span>
            </span>
          </Tooltip>
        )}
      </td>
      <td className={styles.actions}>
        <InvitationActions invitation={invitation} acts={acts} />
      </td>
    </tr>
  )
}

/** An address that is too long for its line ends at its @ first. */
function EmailText({ of }: { of: string }) {
  const at = of.lastIndexOf('@')
  return (
    <>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </>
  )
}

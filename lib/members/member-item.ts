import type { Permit } from '#lib/access/permit.ts'
import type { HeldInDomain, InvitationItem, MemberItem, OrganizationRole } from './schema.ts'

/** What peopleOf() answers of a member or an invitation. */
export type MemberRow = {
  kind: 'member' | 'invitation'
  id: string
  sort: string
  name: string
  email: string
  role: OrganizationRole
  status: 'active' | 'suspended' | 'invited'
  rowVersion: number
  domains: HeldInDomain[]
  hasSecondFactor: boolean
  lastSeenAt: Date | null
  invitedAt: Date | null
  invitedByName: string
  expiresAt: Date | null
  /** Of an invitation: whether all that it gives is within reach. */
  isWithin: boolean
}

/** A row of the list, and what whoever asks may do to it: what the drawer offers. The change itself judges it again. */
export function itemOf(permit: Permit<'member:list'>, row: MemberRow, now: Date): MemberItem | InvitationItem {
  if (row.kind === 'member') return memberOf(permit, row)
  const { id, email, role, domains, invitedByName } = row
  const expiresAt = row.expiresAt ?? now
  return {
    kind: 'invitation',
    id,
    email,
    role,
    domains,
    status: 'invited',
    invitedAt: (row.invitedAt ?? now).toISOString(),
    invitedByName,
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt <= now,
    mayChange: row.isWithin && permit.may('member:invite'),
  }
}

/** The same of a row that is a member's. */
export function memberOf(permit: Permit<'member:list'>, row: MemberRow): MemberItem {
  const { id, name, email, role, domains, hasSecondFactor, rowVersion } = row
  const isSelf = id === permit.actor.id
  const isWithin = !isSelf && (role !== 'owner' || permit.actor.role === 'owner')
  return {
    kind: 'member',
    id,
    name,
    email,
    role,
    domains,
    status: row.status === 'suspended' ? 'suspended' : 'active',
    hasSecondFactor,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    rowVersion,
    isSelf,
    may: {
      change: isWithin && permit.may('member:change'),
      suspend: isWithin && permit.may('member:suspend'),
      remove: isWithin && permit.may('member:remove'),
      transfer: isWithin && role !== 'owner' && row.status === 'active' && permit.may('ownership:transfer'),
    },
  }
}

import type { Role } from './permissions.ts'

type Held = 'owner' | 'org_admin' | 'member'
type InDomain = { role: 'domain_admin' | 'editor' }

/** The role by which somebody acts in a domain: the organization's where it holds everywhere, else the domain's; null: none. */
export function roleInDomain(held: Held, memberships: InDomain[]): Role | null {
  return held === 'member' ? (strongest(memberships) ?? null) : held
}

/** The role by which somebody acts in the organization itself: its own, else the strongest that a domain gives. */
export function roleInOrganization(held: Held, memberships: InDomain[]): Role {
  return held === 'member' ? (strongest(memberships) ?? 'member') : held
}

const strongest = (memberships: InDomain[]): InDomain['role'] | undefined =>
  memberships.some(({ role }) => role === 'domain_admin') ? 'domain_admin' : memberships[0]?.role

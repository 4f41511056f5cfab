import type { Role } from './permissions.ts'

/** The role by which somebody acts: the organization's, where it holds everywhere, else the domain's; null: none. */
export function roleIn(
  held: 'owner' | 'org_admin' | 'member',
  domain: { memberships: { role: 'domain_admin' | 'editor' }[] } | null,
): Role | null {
  if (held !== 'member' || !domain) return held
  return domain.memberships[0]?.role ?? null
}
